/*
 * Thousands of events in any order, sensible and senseless, with answers, losses and resumes:
 * after each of them everything in world.h holds, and every request was answered at most once.
 */
#include "unit/state/world.h"

#define EVENTS 20000
#define SEED 20231123
#define MESSAGES_MAX 6
#define FLIGHTS_MAX 256
#define CLIENT_ID_SIZE 16
#define CLIENT_IDS 8

static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "unheard", NULL};
static const char *const users[] = {"bob", "carol", SELF, NULL};
static const char *const groups[] = {"Home", "Work", "Play", "A", "", NULL};
static const char *const texts[] = {"hello", "@alice @bob", "", "多\n行", NULL};

#define pick(dice, list) ((list)[dice_below((dice), (int)(sizeof(list) / sizeof(*(list))))])

/* A request that was made and not answered. */
struct flight {
	uint64_t id, ticket;
	enum state_request_type type;
	char client_id[CLIENT_ID_SIZE];
};

struct random_world {
	struct fixture f;
	struct dice dice;
	struct disk disk;
	VEC(struct flight) flights;
	uint64_t tickets, writings;
	char client_ids[CLIENT_IDS][CLIENT_ID_SIZE]; /* the last ones that were written under */
	VEC(uint64_t) open_tickets;
};

/* What an event points to, until it is applied. */
struct scratch {
	struct state_message messages[MESSAGES_MAX];
	const char *where[MESSAGES_MAX];
	struct state_conversation conversations[MESSAGES_MAX];
	char *filed[MESSAGES_MAX][3];
	const char *names[MESSAGES_MAX];
	struct state_request request;
	struct state_failure failure;
	struct state_person people[MESSAGES_MAX];
	const char *id;
};

/* ---- senseless values ---- */

static int64_t some_sequence(struct dice *dice)
{
	return dice_says(dice, 3) ? (int64_t)throw_dice(dice) : dice_below(dice, 40) - 1;
}

static const char *some_client_id(struct random_world *w)
{
	return dice_says(&w->dice, 10) ? NULL : pick(&w->dice, w->client_ids);
}

/* Each is written under once. */
static const char *new_client_id(struct random_world *w)
{
	char *client_id = w->client_ids[++w->writings % CLIENT_IDS];
	snprintf(client_id, CLIENT_ID_SIZE, "c%" PRIu64, w->writings);
	return client_id;
}

static struct state_message some_message(struct random_world *w)
{
	struct dice *dice = &w->dice;
	return (struct state_message){
	        .id = (char *)pick(dice, texts),
	        .sequence = some_sequence(dice),
	        .from = (char *)pick(dice, users),
	        .client_id = (char *)some_client_id(w),
	        .time_ms = NOW + dice_below(dice, 1000),
	        .text = (char *)pick(dice, texts),
	        .mentions_me = dice_says(dice, 20),
	        .reply_to = dice_says(dice, 20) ? (char *)pick(dice, texts) : NULL,
	        .quote_text = dice_says(dice, 10) ? (char *)pick(dice, texts) : NULL,
	        .reactions = dice_says(dice, 10) ? (char *)pick(dice, texts) : NULL,
	        .recalled = dice_says(dice, 5),
	        .deleted = dice_says(dice, 5),
	};
}

static void some_messages(struct random_world *w, struct scratch *s, struct state_event *event)
{
	int64_t sequence = some_sequence(&w->dice);
	const char *id = pick(&w->dice, ids);
	event->message_count = (size_t)dice_below(&w->dice, MESSAGES_MAX + 1);
	for (size_t i = 0; i < event->message_count; i++) {
		s->messages[i] = some_message(w);
		s->where[i] = dice_says(&w->dice, 80) ? id : pick(&w->dice, ids);
		if (dice_says(&w->dice, 70) && sequence < INT64_MAX)
			s->messages[i].sequence = sequence++;
	}
	event->messages = s->messages;
	event->message_conversations = s->where;
}

static struct state_conversation some_conversation(struct dice *dice, char **filed)
{
	struct state_conversation c = {
	        .id = (char *)pick(dice, ids),
	        .kind = (enum state_conversation_kind)dice_below(dice, STATE_CONVERSATION_KIND_COUNT),
	        .name = (char *)pick(dice, texts),
	        .unread = some_sequence(dice),
	        .mentions = some_sequence(dice),
	        .read_sequence = some_sequence(dice),
	        .last_sequence = some_sequence(dice),
	        .last_time_ms = NOW + dice_below(dice, 1000),
	        .last_from = (char *)pick(dice, users),
	        .last_text = (char *)pick(dice, texts),
	        .pinned = dice_says(dice, 20),
	        .remind = (enum state_remind)dice_below(dice, STATE_REMIND_COUNT),
	};
	static char home[] = "Home", work[] = "Work", play[] = "Play";
	char *const some[] = {home, work, play};
	size_t first = (size_t)dice_below(dice, 3), count = (size_t)dice_below(dice, (int)(4 - first));
	for (size_t i = 0; i < count; i++)
		filed[i] = some[first + i];
	c.convgroups = (struct strlist){filed, count, count};
	return c;
}

static void some_conversations(struct random_world *w, struct scratch *s, struct state_event *event)
{
	event->conversation_count = (size_t)dice_below(&w->dice, MESSAGES_MAX + 1);
	for (size_t i = 0; i < event->conversation_count; i++)
		s->conversations[i] = some_conversation(&w->dice, s->filed[i]);
	event->conversations = s->conversations;
}

static void some_names(struct random_world *w, struct scratch *s, struct state_event *event)
{
	size_t count = (size_t)dice_below(&w->dice, MESSAGES_MAX);
	for (size_t i = 0; i < count; i++)
		s->names[i] = pick(&w->dice, groups);
	event->convgroups = (struct strspan){s->names, count};
}

static void some_people(struct random_world *w, struct scratch *s, struct state_event *event)
{
	event->person_count = (size_t)dice_below(&w->dice, MESSAGES_MAX);
	for (size_t i = 0; i < event->person_count; i++)
		s->people[i] = (struct state_person){
		        .id = (char *)pick(&w->dice, users),
		        .name = (char *)pick(&w->dice, texts),
		        .presence = (enum state_presence)dice_below(&w->dice, STATE_PRESENCE_COUNT),
		        .status = (char *)pick(&w->dice, texts),
		};
	event->people = s->people;
	s->id = pick(&w->dice, ids);
	event->ids = (struct strspan){&s->id, (size_t)dice_below(&w->dice, 2)};
}

/* ---- events ---- */

static void some_answer(struct random_world *w, struct scratch *s, struct state_event *event)
{
	static const int codes[] = {0, 0, 0, 0, 10023, 50004, 10010, -32602};
	some_messages(w, s, event);
	some_conversations(w, s, event);
	some_people(w, s, event);
	event->request_id = dice_says(&w->dice, 95) && w->flights.len > 0
	                            ? w->flights.items[dice_below(&w->dice, (int)w->flights.len)].id
	                            : (uint64_t)dice_below(&w->dice, 1000);
	event->code = pick(&w->dice, codes);
	event->text = pick(&w->dice, texts);
	event->complete = dice_says(&w->dice, 30);
	s->failure = (struct state_failure){pick(&w->dice, ids), 51008, pick(&w->dice, texts)};
	event->failures = &s->failure;
	event->failure_count = dice_says(&w->dice, 10);
}

static void some_request(struct random_world *w, struct scratch *s, struct state_event *event)
{
	s->request = (struct state_request){
	        .type = (enum state_request_type)dice_below(&w->dice, STATE_REQUEST_COUNT),
	        .conversation = pick(&w->dice, ids),
	        .convgroup = pick(&w->dice, groups),
	        .before = some_sequence(&w->dice),
	        .sequence = some_sequence(&w->dice),
	        .ticket = dice_says(&w->dice, 50) ? ++w->tickets : 0,
	};
	if (s->request.type == STATE_REQUEST_SYNC || s->request.type == STATE_REQUEST_SEND)
		s->request.type = STATE_REQUEST_PIN;
	if (s->request.ticket)
		vec_push(&w->open_tickets, s->request.ticket);
	event->request = &s->request;
}

static void some_seek(struct random_world *w, struct scratch *s, struct state_event *event)
{
	s->request = (struct state_request){
	        .type = STATE_REQUEST_SEEK,
	        .seek = (enum state_seek)dice_below(&w->dice, STATE_SEEK_COUNT),
	        .conversation = pick(&w->dice, ids),
	        .sequence = some_sequence(&w->dice),
	        .time_ms = w->f.now_ms - dice_below(&w->dice, 100000),
	        .flag = dice_says(&w->dice, 50),
	};
	event->request = &s->request;
}

static void some_session(struct random_world *w, struct state_event *event)
{
	if (dice_says(&w->dice, 60))
		event->type = STATE_EVENT_LOGGED_IN;
	event->status = (enum state_session_status)dice_below(&w->dice, STATE_SESSION_STATUS_COUNT);
	event->self = dice_says(&w->dice, 98) ? SELF : dice_says(&w->dice, 50) ? "mallory" : NULL;
	event->resumed = dice_says(&w->dice, 70);
	event->limits.message_bytes = dice_says(&w->dice, 10) ? 8 : 0;
}

static enum state_event_type some_type(struct dice *dice)
{
	static const enum state_event_type often[] = {STATE_EVENT_MESSAGES_RECEIVED,
	                                              STATE_EVENT_MESSAGES_RECEIVED,
	                                              STATE_EVENT_ANSWERED,
	                                              STATE_EVENT_ANSWERED,
	                                              STATE_EVENT_SEND,
	                                              STATE_EVENT_OPEN,
	                                              STATE_EVENT_VIEW,
	                                              STATE_EVENT_CONVERSATIONS_CHANGED};
	if (dice_says(dice, 60))
		return pick(dice, often);
	return (enum state_event_type)dice_below(dice, STATE_EVENT_COUNT);
}

static void fill(struct random_world *w, struct scratch *s, struct state_event *event)
{
	switch (event->type) {
	case STATE_EVENT_SESSION:
	case STATE_EVENT_LOGGED_IN:
		some_session(w, event);
		break;
	case STATE_EVENT_SEND:
		event->client_id = new_client_id(w);
		break;
	case STATE_EVENT_ANSWERED:
		some_answer(w, s, event);
		break;
	case STATE_EVENT_REQUEST:
		some_request(w, s, event);
		break;
	case STATE_EVENT_SEEK:
	case STATE_EVENT_CACHED_AROUND:
		some_seek(w, s, event);
		some_messages(w, s, event);
		break;
	default:
		some_messages(w, s, event);
		some_conversations(w, s, event);
		some_names(w, s, event);
		some_people(w, s, event);
	}
}

static struct state_event some_event(struct random_world *w, struct scratch *s)
{
	struct state_event event = {
	        .type = some_type(&w->dice),
	        .now_ms = w->f.now_ms += dice_below(&w->dice, 500),
	        .position = dice_says(&w->dice, 50) ? w->f.state.position + dice_below(&w->dice, 3) : 0,
	        .conversation = pick(&w->dice, ids),
	        .convgroup = pick(&w->dice, groups),
	        .text = pick(&w->dice, texts),
	        .client_id = some_client_id(w),
	        .sequence = some_sequence(&w->dice),
	        .shown = dice_says(&w->dice, 70),
	        .flag = dice_says(&w->dice, 50),
	};
	/* The one that is read at the start, from a cache that this world did not write. */
	if (event.type == STATE_EVENT_CACHE_LOADED && !w->f.state.self)
		event.type = STATE_EVENT_TIME;
	fill(w, s, &event);
	return event;
}

/* ---- following ---- */

static void remove_flight(struct random_world *w, uint64_t id)
{
	for (size_t i = 0; i < w->flights.len; i++) {
		if (w->flights.items[i].id == id) {
			vec_remove(&w->flights, i);
			return;
		}
	}
}

static void add_flight(struct random_world *w, const struct state_request *request)
{
	struct flight flight = {request->id, request->ticket, request->type, ""};
	if (request->type == STATE_REQUEST_SEND) {
		str_copy(flight.client_id, sizeof(flight.client_id), request->client_id);
		for (size_t i = 0; i < w->flights.len; i++)
			assert_string_not_equal(w->flights.items[i].client_id, flight.client_id);
	}
	vec_push(&w->flights, flight);
}

static void close_ticket(struct random_world *w, uint64_t ticket)
{
	for (size_t i = 0; i < w->open_tickets.len; i++) {
		if (w->open_tickets.items[i] == ticket) {
			vec_remove(&w->open_tickets, i);
			return;
		}
	}
	fail_msg("ticket %" PRIu64 " was answered twice", ticket);
}

static bool ends_flights(const struct state_event *event)
{
	return event->type == STATE_EVENT_LOGGED_IN ||
	       (event->type == STATE_EVENT_SESSION && event->status != STATE_SYNCING &&
	        event->status != STATE_ONLINE);
}

static void follow(struct random_world *w, const struct state_event *event)
{
	if (ends_flights(event))
		vec_clear(&w->flights);
	if (event->type == STATE_EVENT_ANSWERED)
		remove_flight(w, event->request_id);
	for (size_t i = 0; i < w->f.effects.effects.len; i++) {
		const struct state_effect *effect = &w->f.effects.effects.items[i];
		if (effect->type == STATE_EFFECT_REQUEST)
			add_flight(w, effect->request);
		else if (effect->type == STATE_EFFECT_ANSWERED)
			close_ticket(w, effect->ticket);
	}
}

static void test_everything_holds_after_any_event(void **unused)
{
	(void)unused;
	struct random_world w = {.dice = dice_with(__func__, SEED)};
	begin(&w.f);
	for (int i = 0; i < EVENTS; i++) {
		struct scratch scratch;
		struct state_event event = some_event(&w, &scratch);
		apply(&w.f, event);
		disk_follow(&w.disk, &w.f);
		follow(&w, &event);
		check_all_holds(&w.f, &w.disk);
		if (w.flights.len > FLIGHTS_MAX)
			w.flights.len = FLIGHTS_MAX;
	}
	/* Whoever asked was told, at the latest now. */
	connection_is_lost(&w.f);
	follow(&w, &w.f.event);
	assert_int_equal(w.open_tickets.len, 0);

	vec_finish(&w.flights);
	vec_finish(&w.open_tickets);
	disk_finish(&w.disk);
	end(&w.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_everything_holds_after_any_event),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
