#include "server/event.h"

#include "base/arena.h"
#include "base/buf.h"
#include "server/outgoing.h"
#include "store/db_conversation.h"
#include "store/db_convgroup.h"
#include "store/db_event.h"
#include "store/db_message.h"
#include "store/db_message_change.h"
#include "store/db_person.h"

/* Of a change of many conversations an event has so many at most, so that its frame stays small. */
#define EVENT_CONVERSATIONS 100

/* Logged for an audience, and on its way to those `add_receivers` names. */
struct publication {
	struct request *request;
	int64_t id;
	struct outgoing *outgoing;
	const struct session *except;
};

static void add_receivers(struct publication *publication, int64_t user)
{
	struct presence *presence = presence_find(publication->request->server, user);
	if (!presence)
		return;
	for (size_t i = 0; i < presence->sessions.len; i++) {
		if (presence->sessions.items[i] == publication->except)
			continue;
		struct turn_item item = {
		        .session = presence->sessions.items[i],
		        .outgoing = outgoing_hold(publication->outgoing),
		        .event_id = publication->id,
		};
		vec_push(&publication->request->events, item);
	}
}

static int64_t log_event(struct request *request, int64_t audience, const struct proto_event *event,
                         const char *data)
{
	int64_t id = db_event_add(request->db, audience, proto_event_name(event->type), data);
	if (event->messages.len)
		db_event_set_message(request->db, id, event->messages.items->message_id,
		                     event->type != PROTO_EVENT_MESSAGE_RECEIVED);
	return id;
}

/* Only what is on disk has a number, and only with its number is there a frame. */
static bool publish(struct request *request, int64_t audience, const struct proto_event *event,
                    struct publication *publication)
{
	struct buf text;
	size_t max = (size_t)request->server->options->limits.server_frame_bytes;
	*publication = (struct publication){.request = request};
	buf_init(&text, max);
	bool ok = proto_encode_event_data(&text, event);
	if (ok) {
		publication->id = log_event(request, audience, event, text.data);
		const char *data = arena_strndup(request->arena, text.data, text.len);
		buf_clear(&text);
		ok = proto_frame_event(&text, event->type, publication->id, data);
	}
	if (ok) {
		publication->outgoing = outgoing_create(text.data, text.len);
		request->server->metrics.events++;
	}
	request->is_too_large |= !ok;
	buf_finish(&text);
	return ok;
}

static void publish_to_user(struct request *request, int64_t user, const struct proto_event *event,
                            const struct session *except)
{
	struct publication publication;
	if (!publish(request, user, event, &publication))
		return;
	publication.except = except;
	add_receivers(&publication, user);
	outgoing_drop(publication.outgoing);
}

static void hand_to(struct publication *publication, struct db_ids users)
{
	for (size_t i = 0; i < users.len; i++)
		add_receivers(publication, users.items[i]);
	outgoing_drop(publication->outgoing);
}

static void publish_to_room(struct request *request, int64_t room, const struct proto_event *event,
                            const struct session *except)
{
	struct publication publication;
	if (!publish(request, room, event, &publication))
		return;
	publication.except = except;
	hand_to(&publication, db_room_member_ids(request->db, request->arena, room));
}

/* Not logged: for whoever is there now. */
static struct outgoing *frame_of(struct request *request, const struct proto_event *event)
{
	struct buf text;
	buf_init(&text, (size_t)request->server->options->limits.server_frame_bytes);
	proto_encode_event(&text, event);
	struct outgoing *outgoing = outgoing_create(text.data, text.len);
	buf_finish(&text);
	return outgoing;
}

void event_conversations(struct request *request, int64_t user, struct db_ids conversations)
{
	for (size_t i = 0; i < conversations.len; i += EVENT_CONVERSATIONS) {
		size_t left = conversations.len - i;
		struct proto_event event = {
		        .type = PROTO_EVENT_CONVERSATIONS,
		        .conversations = db_conversation_list_these(
		                request->db, request->arena, conversations.items + i,
		                left < EVENT_CONVERSATIONS ? left : EVENT_CONVERSATIONS),
		};
		publish_to_user(request, user, &event, NULL);
	}
}

void event_convgroups(struct request *request, int64_t user)
{
	struct proto_event event = {
	        .type = PROTO_EVENT_CONVGROUPS,
	        .convgroups = db_convgroup_names(request->db, request->arena, user),
	};
	publish_to_user(request, user, &event, NULL);
}

void event_convgroup_data(struct request *request, int64_t user, const char *convgroup, const char *data)
{
	struct proto_event event = {
	        .type = PROTO_EVENT_CONVGROUP_DATA,
	        .convgroup = convgroup,
	        .convgroup_data = data,
	};
	publish_to_user(request, user, &event, NULL);
}

void event_in_convgroup(struct request *request, int64_t user, int64_t convgroup)
{
	struct proto_event event = {
	        .type = PROTO_EVENT_IN_CONVGROUP,
	        .convgroup = db_convgroup_name(request->db, request->arena, convgroup),
	        .conversations = db_conversation_list_filed(request->db, request->arena, convgroup),
	};
	publish_to_user(request, user, &event, NULL);
}

void event_message(struct request *request, const struct db_conversation *conversation,
                   const struct proto_message *message)
{
	struct proto_message named = *message;
	struct proto_event event = {
	        .type = PROTO_EVENT_MESSAGE_RECEIVED,
	        .messages = {&named, 1},
	};
	if (conversation->room) {
		publish_to_room(request, conversation->room, &event, request->session);
		return;
	}
	publish_to_user(request, conversation->user, &event, request->session);
	if (conversation->peer == conversation->user)
		return;
	named.conversation_id = db_conversation_name_for_peer(request->db, request->arena, conversation);
	publish_to_user(request, conversation->peer, &event, NULL);
}

static void publish_to_viewers(struct request *request, const struct proto_event *event,
                               const struct db_found_message *found, struct db_ids viewers)
{
	struct publication publication;
	if (publish(request, found->conversation.room, event, &publication))
		hand_to(&publication, viewers);
}

void event_message_changed(struct request *request, enum proto_event_type type,
                           const struct db_found_message *found)
{
	const struct db_conversation *mine = &found->conversation;
	struct db_ids viewers = db_message_viewers(request->db, request->arena, found);
	struct proto_message message = db_message_read(request->db, request->arena, mine, found->id);
	struct proto_event event = {.type = type, .messages = {&message, 1}};
	if (mine->room) {
		publish_to_viewers(request, &event, found, viewers);
		return;
	}
	for (size_t i = 0; i < viewers.len; i++) {
		int64_t viewer = viewers.items[i];
		const struct db_conversation his = {.user = viewer,
		                                    .peer = viewer == mine->user ? mine->peer : mine->user};
		message = db_message_read(request->db, request->arena, &his, found->id);
		publish_to_user(request, viewer, &event, NULL);
	}
}

void event_message_deleted(struct request *request, const struct db_found_message *found)
{
	struct proto_message message =
	        db_message_read(request->db, request->arena, &found->conversation, found->id);
	struct proto_event event = {.type = PROTO_EVENT_MESSAGE_MODIFIED, .messages = {&message, 1}};
	publish_to_user(request, found->conversation.user, &event, NULL);
}

void event_read(struct request *request, const struct db_conversation *conversation)
{
	if (!conversation->peer || conversation->peer == conversation->user)
		return;
	struct proto_event event = {
	        .type = PROTO_EVENT_MESSAGE_READ_BY_PEER,
	        .conversation_id = db_conversation_name_for_peer(request->db, request->arena, conversation),
	        .user_id = db_user_name(request->db, request->arena, conversation->user),
	        .sequence = conversation->read_sequence,
	};
	publish_to_user(request, conversation->peer, &event, NULL);
}

void event_room(struct request *request, int64_t room, const struct proto_room *profile)
{
	struct proto_event event = {.type = PROTO_EVENT_ROOMS, .rooms = {profile, 1}};
	publish_to_room(request, room, &event, NULL);
}

void event_room_for(struct request *request, int64_t user, const struct proto_room *profile)
{
	struct proto_event event = {.type = PROTO_EVENT_ROOMS, .rooms = {profile, 1}};
	publish_to_user(request, user, &event, NULL);
}

void event_conversations_deleted(struct request *request, struct strspan conversation_ids)
{
	struct proto_event event = {.type = PROTO_EVENT_CONVERSATIONS_DELETED, .ids = conversation_ids};
	if (conversation_ids.len)
		publish_to_user(request, request->user, &event, NULL);
}

/* Of people. */

void event_blacklist(struct request *request, struct strspan blocked)
{
	struct proto_event event = {.type = PROTO_EVENT_BLACKLIST, .ids = blocked};
	publish_to_user(request, request->user, &event, NULL);
}

void event_profile(struct request *request)
{
	struct proto_user profile = db_user_profile(request->db, request->arena, request->user);
	struct proto_event event = {.type = PROTO_EVENT_PROFILES, .users = {&profile, 1}};
	struct db_ids rooms = db_person_rooms(request->db, request->arena, request->user);
	struct db_ids others = db_person_acquaintances(request->db, request->arena, request->user);
	for (size_t i = 0; i < rooms.len; i++)
		publish_to_room(request, rooms.items[i], &event, NULL);
	if (rooms.len == 0)
		publish_to_user(request, request->user, &event, NULL);
	for (size_t i = 0; i < others.len; i++)
		if (!db_person_shares_room(request->db, request->user, others.items[i]))
			publish_to_user(request, others.items[i], &event, NULL);
}

static struct db_ids who_sees_typing(struct request *request, const struct db_conversation *conversation)
{
	if (conversation->room)
		return db_room_member_ids(request->db, request->arena, conversation->room);
	bool blocked = db_person_blocks(request->db, conversation->user, conversation->peer) ||
	               db_person_blocks(request->db, conversation->peer, conversation->user);
	return (struct db_ids){&conversation->peer, !blocked};
}

void event_typing(struct request *request, const struct db_conversation *conversation)
{
	struct db_ids others = who_sees_typing(request, conversation);
	struct proto_event event = {
	        .type = PROTO_EVENT_TYPING,
	        .conversation_id = conversation->room ? request->params->conversation_id
	                                              : db_conversation_name_for_peer(
	                                                        request->db, request->arena, conversation),
	        .user_id = db_user_name(request->db, request->arena, request->user),
	};
	struct publication publication = {.request = request, .outgoing = frame_of(request, &event)};
	for (size_t i = 0; i < others.len; i++) {
		if (others.items[i] != request->user)
			add_receivers(&publication, others.items[i]);
	}
	outgoing_drop(publication.outgoing);
}
