#include "backend/convert.h"

#include "base/arena.h"
#include "base/buf.h"
#include "proto/limit.h"
#include "proto/upload.h"

#define PERSON_PREFIX "C2C"
#define ROOM_PREFIX "GROUP"
#define REACTIONS_MAX (1024 * 1024)

bool convert_is_person_id(const char *id)
{
	return str_has_prefix(id, PERSON_PREFIX) && id[strlen(PERSON_PREFIX)] != '\0';
}

static const struct {
	enum state_remind state;
	enum proto_remind_type proto;
} reminds[] = {
        {STATE_REMIND_NOTIFY, PROTO_REMIND_NOTIFY},
        {STATE_REMIND_SILENT, PROTO_REMIND_SILENT},
        {STATE_REMIND_DISCARD, PROTO_REMIND_DISCARD},
        {STATE_REMIND_MENTIONS, PROTO_REMIND_MENTIONS},
};
_Static_assert(sizeof(reminds) / sizeof(reminds[0]) == STATE_REMIND_COUNT,
               "every kind of reminding is there");
_Static_assert((int)PROTO_REMIND_COUNT == (int)STATE_REMIND_COUNT, "both sides have the same kinds");

static const enum state_message_kind message_kinds[PROTO_MESSAGE_COUNT] = {
        [PROTO_MESSAGE_TEXT] = STATE_TEXT,
        [PROTO_MESSAGE_FILE] = STATE_FILE,
        [PROTO_MESSAGE_CUSTOM] = STATE_OTHER,
        [PROTO_MESSAGE_TIP] = STATE_TIP,
};

/* The state's structs own their strings where they live; in an event they are borrowed like all of it. */
static char *borrow(const char *s)
{
	return (char *)s;
}

enum proto_remind_type convert_remind(enum state_remind remind)
{
	for (size_t i = 0; i < STATE_REMIND_COUNT; i++)
		if (reminds[i].state == remind)
			return reminds[i].proto;
	return PROTO_REMIND_NOTIFY;
}

static enum state_remind remind_from(enum proto_remind_type type)
{
	for (size_t i = 0; i < STATE_REMIND_COUNT; i++)
		if (reminds[i].proto == type)
			return reminds[i].state;
	return STATE_REMIND_NOTIFY;
}

static const char *peer_of(const char *conversation)
{
	if (str_has_prefix(conversation, PERSON_PREFIX))
		return conversation + sizeof(PERSON_PREFIX) - 1;
	if (str_has_prefix(conversation, ROOM_PREFIX))
		return conversation + sizeof(ROOM_PREFIX) - 1;
	return conversation;
}

static enum state_conversation_kind kind_of(enum proto_conversation_type type, const char *peer,
                                            const char *self)
{
	if (type == PROTO_CONVERSATION_GROUP)
		return STATE_ROOM;
	return str_equal(peer, self) ? STATE_NOTES : STATE_PERSON;
}

/* What is shown of a message. */
static const char *text_of(const struct proto_message *message)
{
	const struct proto_payload *payload = &message->payload;
	const char *text = payload->text;
	if (message->type == PROTO_MESSAGE_FILE)
		text = payload->file_name;
	else if (message->type == PROTO_MESSAGE_CUSTOM && !text)
		text = payload->description;
	return text && !message->is_revoked && !message->is_deleted ? text : "";
}

/* One that is elsewhere in the world is not fetched: who knows what asks for it there. */
static const char *file_of(const struct proto_message *message)
{
	const char *url = message->payload.file_url;
	bool there = message->type == PROTO_MESSAGE_FILE && !message->is_revoked && !message->is_deleted;
	return there && proto_is_file_url(url) ? url : NULL;
}

static struct strlist borrow_list(struct arena *arena, struct strspan span)
{
	struct strlist list = {.items = arena_array(arena, span.len, sizeof(*list.items)), .len = span.len};
	for (size_t i = 0; i < span.len; i++)
		list.items[i] = borrow(span.items[i]);
	return list;
}

static struct state_conversation conversation_from(struct arena *arena, const struct proto_conversation *from,
                                                   const char *self)
{
	const char *peer = peer_of(from->conversation_id);
	struct state_conversation to = {
	        .id = borrow(from->conversation_id),
	        .kind = kind_of(from->type, peer, self),
	        .peer = borrow(peer),
	        .name = borrow(str_empty(from->name) ? peer : from->name),
	        .unread = from->unread_count,
	        .mentions = from->mention_count,
	        .read_sequence = from->last_read_sequence,
	        .peer_read_sequence = from->peer_read_sequence,
	        .pinned = from->is_pinned,
	        .remind = remind_from(from->remind_type),
	        .convgroups = borrow_list(arena, from->convgroups),
	        .draft = borrow(from->draft_text),
	};
	const struct proto_message *last = from->last_message;
	if (last) {
		to.last_sequence = last->sequence;
		to.last_time_ms = last->time;
		to.last_from = borrow(last->from);
		to.last_text = borrow(text_of(last));
	}
	return to;
}

const struct state_conversation *convert_conversations(struct arena *arena,
                                                       struct proto_conversation_list list, const char *self)
{
	struct state_conversation *to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++)
		to[i] = conversation_from(arena, &list.items[i], self);
	return to;
}

const struct state_conversation *convert_person(struct arena *arena, const struct proto_user *user,
                                                const char *self)
{
	const struct proto_conversation conversation = {
	        .conversation_id = arena_printf(arena, "%s%s", PERSON_PREFIX, user->user_id),
	        .type = PROTO_CONVERSATION_C2C,
	        .name = user->nick,
	};
	return convert_conversations(arena, (struct proto_conversation_list){&conversation, 1}, self);
}

/* A word of state/reaction.h's text. */
static bool is_word(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c <= ' ')
			return false;
	return *text != '\0';
}

static char *reactions_of(struct arena *arena, struct proto_reaction_list list)
{
	struct buf text;
	buf_init(&text, REACTIONS_MAX);
	for (size_t i = 0; i < list.len; i++) {
		const struct proto_reaction *reaction = &list.items[i];
		if (!is_word(reaction->reaction_id))
			continue;
		buf_printf(&text, "%s%s", text.len > 0 ? "\n" : "", reaction->reaction_id);
		for (size_t at = 0; at < reaction->user_list.len; at++)
			if (is_word(reaction->user_list.items[at]))
				buf_printf(&text, " %s", reaction->user_list.items[at]);
	}
	char *kept = text.len > 0 && !text.overflow ? arena_strndup(arena, text.data, text.len) : NULL;
	buf_finish(&text);
	return kept;
}

static struct state_message message_from(struct arena *arena, const struct proto_message *from,
                                         const char *self)
{
	const struct proto_quote *quote = from->quote;
	return (struct state_message){
	        .id = borrow(from->message_id),
	        .sequence = from->sequence,
	        .client_id = borrow(from->client_id),
	        .from = borrow(from->from),
	        .time_ms = from->time,
	        .kind = message_kinds[from->type],
	        .text = borrow(text_of(from)),
	        .file = borrow(file_of(from)),
	        .file_size = from->type == PROTO_MESSAGE_FILE ? from->payload.file_size : 0,
	        .reply_to = borrow(from->reply_to),
	        .quote_sequence = quote ? quote->sequence : 0,
	        .quote_from = quote ? borrow(quote->from) : NULL,
	        .quote_text = quote ? borrow(quote->text) : NULL,
	        .reactions = reactions_of(arena, from->reactions),
	        .mentions_me = self && strspan_contains(from->at_user_list, self),
	        .edited = from->is_modified,
	        .recalled = from->is_revoked,
	        .deleted = from->is_deleted,
	        .delivery = STATE_DELIVERED,
	};
}

const struct state_message *convert_messages(struct arena *arena, struct proto_message_list list,
                                             const char *self)
{
	struct state_message *to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++)
		to[i] = message_from(arena, &list.items[i], self);
	return to;
}

const char *const *convert_message_conversations(struct arena *arena, struct proto_message_list list)
{
	const char **to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++)
		to[i] = list.items[i].conversation_id;
	return to;
}

struct state_room *convert_rooms(struct arena *arena, struct proto_room_list list)
{
	struct state_room *to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++) {
		const struct proto_room *from = &list.items[i];
		to[i] = (struct state_room){
		        .id = borrow(from->group_id),
		        .name = borrow(from->name),
		        .owner = borrow(from->owner_id),
		        .about = borrow(from->introduction),
		        .private_room = from->type == PROTO_ROOM_PRIVATE,
		        .member_count = from->member_count,
		};
	}
	return to;
}

const struct state_person *convert_members(struct arena *arena, struct proto_member_list list)
{
	struct state_person *to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++) {
		const struct proto_member *from = &list.items[i];
		to[i] = (struct state_person){
		        .id = borrow(from->user_id),
		        .name = borrow(str_empty(from->nick) ? from->user_id : from->nick),
		        .role = proto_role_name(from->role),
		};
	}
	return to;
}

/* What the wire calls somebody who is there. */
#define STATUS_ONLINE "Online"

const struct state_person *convert_statuses(struct arena *arena, struct proto_status_list list)
{
	struct state_person *to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++) {
		const struct proto_status *from = &list.items[i];
		bool online = str_equal(from->status, STATUS_ONLINE);
		to[i] = (struct state_person){
		        .id = borrow(from->user_id),
		        .name = borrow(from->user_id),
		        .presence = online ? STATE_PRESENCE_ONLINE : STATE_PRESENCE_OFFLINE,
		        .status = str_empty(from->custom_status) ? NULL : borrow(from->custom_status),
		};
	}
	return to;
}

const struct state_person *convert_users(struct arena *arena, struct proto_user_list list)
{
	struct state_person *to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++) {
		const struct proto_user *from = &list.items[i];
		to[i] = (struct state_person){.id = borrow(from->user_id), .name = borrow(from->nick)};
	}
	return to;
}

const struct state_failure *convert_failures(struct arena *arena, struct proto_failure_list list)
{
	struct state_failure *to = arena_array(arena, list.len, sizeof(*to));
	for (size_t i = 0; i < list.len; i++) {
		const struct proto_failure *from = &list.items[i];
		to[i] = (struct state_failure){from->conversation_id, from->code, from->message};
	}
	return to;
}

struct state_limits convert_limits(const struct proto_limits *limits)
{
	return (struct state_limits){
	        .convgroups = limits->convgroups,
	        .convgroup_name_bytes = limits->convgroup_name_bytes,
	        .conversations_per_request = limits->conversations_per_request,
	        .conversations_in_groups = limits->conversations_in_groups,
	        .message_bytes = limits->message_bytes,
	        .file_bytes = limits->file_bytes,
	        .upload_kept_seconds = limits->upload_kept_seconds,
	};
}
