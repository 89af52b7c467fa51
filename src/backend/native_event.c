#include "backend/native_event.h"

#include "backend/convert.h"

/* Fills what stands in the event beside its type and position. */
typedef void event_fill(struct state_event *to, const struct proto_event *from, struct arena *arena,
                        const char *self);

static void fill_nothing(struct state_event *to, const struct proto_event *from, struct arena *arena,
                         const char *self)
{
	(void)to, (void)from, (void)arena, (void)self;
}

static void fill_messages(struct state_event *to, const struct proto_event *from, struct arena *arena,
                          const char *self)
{
	to->messages = convert_messages(arena, from->messages, self);
	to->message_conversations = convert_message_conversations(arena, from->messages);
	to->message_count = from->messages.len;
}

static void fill_read_by_peer(struct state_event *to, const struct proto_event *from, struct arena *arena,
                              const char *self)
{
	(void)arena, (void)self;
	to->conversation = from->conversation_id;
	to->sequence = from->sequence;
}

static void fill_conversations(struct state_event *to, const struct proto_event *from, struct arena *arena,
                               const char *self)
{
	to->conversations = convert_conversations(arena, from->conversations, self);
	to->conversation_count = from->conversations.len;
}

static void fill_convgroups(struct state_event *to, const struct proto_event *from, struct arena *arena,
                            const char *self)
{
	(void)arena, (void)self;
	to->convgroups = from->convgroups;
}

static void fill_in_convgroup(struct state_event *to, const struct proto_event *from, struct arena *arena,
                              const char *self)
{
	to->convgroup = from->convgroup;
	fill_conversations(to, from, arena, self);
}

static void fill_convgroup_data(struct state_event *to, const struct proto_event *from, struct arena *arena,
                                const char *self)
{
	(void)arena, (void)self;
	to->convgroup = from->convgroup;
	to->text = from->convgroup_data;
}

static void fill_rooms(struct state_event *to, const struct proto_event *from, struct arena *arena,
                       const char *self)
{
	(void)self;
	to->rooms = convert_rooms(arena, from->rooms);
	to->room_count = from->rooms.len;
}

static void fill_statuses(struct state_event *to, const struct proto_event *from, struct arena *arena,
                          const char *self)
{
	(void)self;
	to->people = convert_statuses(arena, from->statuses);
	to->person_count = from->statuses.len;
}

static void fill_profiles(struct state_event *to, const struct proto_event *from, struct arena *arena,
                          const char *self)
{
	(void)self;
	to->people = convert_users(arena, from->users);
	to->person_count = from->users.len;
}

static void fill_typing(struct state_event *to, const struct proto_event *from, struct arena *arena,
                        const char *self)
{
	(void)arena, (void)self;
	to->conversation = from->conversation_id;
	to->text = from->user_id;
}

static void fill_ids(struct state_event *to, const struct proto_event *from, struct arena *arena,
                     const char *self)
{
	(void)arena, (void)self;
	to->ids = from->ids;
}

static void fill_kicked_out(struct state_event *to, const struct proto_event *from, struct arena *arena,
                            const char *self)
{
	(void)arena, (void)self;
	to->status = STATE_STOPPED;
	to->text = str_empty(from->reason) ? "The server ended the session" : from->reason;
}

/* Where `fill` is missing, state has no word for it (yet). */
static const struct {
	enum state_event_type type;
	event_fill *fill;
} events_of[PROTO_EVENT_COUNT] = {
        [PROTO_EVENT_MESSAGE_RECEIVED] = {STATE_EVENT_MESSAGES_RECEIVED, fill_messages},
        [PROTO_EVENT_MESSAGE_MODIFIED] = {STATE_EVENT_MESSAGES_CHANGED, fill_messages},
        [PROTO_EVENT_MESSAGE_REVOKED] = {STATE_EVENT_MESSAGES_CHANGED, fill_messages},
        [PROTO_EVENT_MESSAGE_READ_BY_PEER] = {STATE_EVENT_READ_BY_PEER, fill_read_by_peer},
        [PROTO_EVENT_CONVERSATIONS] = {STATE_EVENT_CONVERSATIONS_CHANGED, fill_conversations},
        [PROTO_EVENT_CONVGROUPS] = {STATE_EVENT_CONVGROUPS_LISTED, fill_convgroups},
        [PROTO_EVENT_IN_CONVGROUP] = {STATE_EVENT_CONVGROUP_MEMBERS, fill_in_convgroup},
        [PROTO_EVENT_CONVGROUP_DATA] = {STATE_EVENT_CONVGROUP_SET, fill_convgroup_data},
        [PROTO_EVENT_ROOMS] = {STATE_EVENT_ROOMS_CHANGED, fill_rooms},
        [PROTO_EVENT_USER_STATUS] = {STATE_EVENT_STATUSES, fill_statuses},
        [PROTO_EVENT_PROFILES] = {STATE_EVENT_RENAMED, fill_profiles},
        [PROTO_EVENT_TYPING] = {STATE_EVENT_TYPING, fill_typing},
        [PROTO_EVENT_CONVERSATIONS_DELETED] = {STATE_EVENT_CONVERSATIONS_GONE, fill_ids},
        [PROTO_EVENT_BLACKLIST] = {STATE_EVENT_BLOCKED, fill_ids},
        [PROTO_EVENT_KICKED_OUT] = {STATE_EVENT_SESSION, fill_kicked_out},
};

void native_event(struct state_event_list *events, const struct proto_event *event, const char *self)
{
	enum state_event_type type = events_of[event->type].type;
	event_fill *fill = events_of[event->type].fill;
	if (!fill && event->event_id == 0)
		return;
	if (!fill) {
		type = STATE_EVENT_CONVERSATIONS_CHANGED; /* of none: only its position counts */
		fill = fill_nothing;
	}
	struct state_event *to = state_event_add(events, type);
	to->position = event->event_id;
	fill(to, event, &events->arena, self);
}
