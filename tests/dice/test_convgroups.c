/*
 * Thousands of operations on conversation groups, with undo and redo, from two terminals of one person on a real
 * coveyd; connections are cut at any moment, edits wait without one, terminals and the server end and come back.
 * After each step both terminals, and at times a third that knows nothing from before, show what a plain model
 * (model.h) says.
 *
 *     test_convgroups COVEYD [STEPS]      COVEY_SEED=N throws the dice of another run again
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "client/client.h"
#include "client/loop.h"
#include "dice/model.h"
#include "dice/server.h"

#define SEED 11
#define STEPS 3000
#define TERMINALS 2
#define STRANGER 2 /* the address of the third terminal */
#define DEADLINE_MS 30000
#define OFFLINE_MAX 6
#define SELF "alice"

static const char *const users[] = {SELF, "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", NULL};
static const char *const ids[MODEL_PEOPLE] = {"C2Cp0", "C2Cp1", "C2Cp2", "C2Cp3", "C2Cp4",
                                              "C2Cp5", "C2Cp6", "C2Cp7", "C2Cp8", "C2Cp9"};

struct terminal {
	struct client *client;
	char *cache; /* NULL: it keeps nothing */
	int address;
	struct model_steps steps;
};

struct game {
	uint64_t dice;
	struct server server;
	struct loop *loop;
	struct loop_timer *deadline;
	bool late;
	struct terminal terminals[TERMINALS + 1];
	struct model model;
	bool (*is_over)(struct game *game, struct terminal *terminal);
	struct terminal *waiting;
	int done, cuts, conflicts, restarts;
};

/* ---- dice ---- */

/* splitmix64 */
static int below(struct game *game, int bound)
{
	uint64_t z = (game->dice += 0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (int)((z ^ (z >> 31)) % (uint64_t)bound);
}

static char some_name(struct game *game)
{
	return MODEL_NAMES[below(game, MODEL_NAME_COUNT)];
}

static struct model_op some_op(struct game *game)
{
	struct model_op op = {
	        .kind = (enum model_kind)below(game, MODEL_KIND_COUNT),
	        .name = some_name(game),
	        .other = some_name(game),
	        .people = (uint32_t)below(game, 1 << MODEL_PEOPLE),
	        .data = below(game, MODEL_DATA_COUNT),
	        .on = below(game, 2) == 0,
	        .remind = below(game, MODEL_REMIND_COUNT),
	};
	while (op.other == op.name)
		op.other = some_name(game);
	if (op.kind == MODEL_PIN || op.kind == MODEL_READ || op.kind == MODEL_UNREAD)
		op.people = 1U << below(game, MODEL_PEOPLE);
	if (op.kind == MODEL_REMIND)
		op.people |= 1; /* of nobody is no request */
	strcpy(op.order, MODEL_NAMES);
	for (int i = MODEL_NAME_COUNT - 1; i > 0; i--) {
		int at = below(game, i + 1);
		char moved = op.order[i];
		op.order[i] = op.order[at];
		op.order[at] = moved;
	}
	return op;
}

/* ---- terminals ---- */

static void begin_as(struct game *game, struct terminal *terminal, const char *user)
{
	struct err err;
	terminal->client = client_create(&(struct client_config){.loop = game->loop,
	                                                         .url = game->server.urls[terminal->address],
	                                                         .user = user,
	                                                         .password = SERVER_PASSWORD,
	                                                         .cache_path = terminal->cache},
	                                 &err);
	assert_non_null(terminal->client);
	client_connect(terminal->client);
}

static void begin(struct game *game, struct terminal *terminal)
{
	begin_as(game, terminal, SELF);
}

static void end(struct terminal *terminal)
{
	client_turn(terminal->client);
	client_destroy(terminal->client);
	terminal->client = NULL;
	terminal->steps = (struct model_steps){0};
}

static void on_deadline(void *context)
{
	struct game *game = context;
	game->late = true;
}

static void on_turn(void *context)
{
	struct game *game = context;
	for (int i = 0; i <= TERMINALS; i++)
		if (game->terminals[i].client)
			client_turn(game->terminals[i].client);
	if (game->late || game->is_over(game, game->waiting))
		loop_stop(game->loop);
}

/* ---- agreement ---- */

/* The words of what a group is set to. */
static const char *words(int data, bool folded)
{
	static char text[64];
	const char *blank = *model_data[data] && folded ? " " : "";
	snprintf(text, sizeof(text), "%s%s%s", model_data[data], blank, folded ? "folded" : "");
	return text;
}

static bool shows_group(const struct state *state, const struct model_group *group, size_t at)
{
	const struct state_convgroup *shown = &state->convgroups.items[at];
	const char name[] = {group->name, '\0'};
	if (strcmp(shown->name, name) != 0 || shown->folded != group->folded ||
	    strcmp(shown->data ? shown->data : "", words(group->data, group->folded)) != 0)
		return false;
	for (int i = 0; i < MODEL_PEOPLE; i++) {
		const struct state_conversation *conversation = state_conversation(state, ids[i]);
		if (!conversation || state_is_in(conversation, name) != ((group->members >> i & 1) != 0))
			return false;
	}
	return true;
}

static bool shows_conversation(const struct state *state, const struct model *model, int i)
{
	const struct state_conversation *shown = state_conversation(state, ids[i]);
	return shown && shown->pinned == ((model->pinned >> i & 1) != 0) &&
	       (int)shown->remind == model->reminds[i] && shown->read_sequence == model->read[i] &&
	       shown->read_told == model->read[i] && shown->unread == MODEL_MESSAGES - model->read[i] &&
	       shown->reading == 0;
}

/* What changes nothing is answered, too, before the next is asked: at another terminal that could overtake it. */
static bool shows(const struct state *state, const struct model *model)
{
	if (state->status != STATE_ONLINE || state->pending || state->edits.len > 0 ||
	    (int)state->convgroups.len != model->count)
		return false;
	for (int i = 0; i < model->count; i++)
		if (!shows_group(state, &model->groups[i], (size_t)i))
			return false;
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if (!shows_conversation(state, model, i))
			return false;
	return true;
}

static void print(const char *whose, const struct state *state)
{
	print_error("%s: status %d, %zu edits (%s)\n", whose, state->status, state->edits.len,
	            state->notice ? state->notice : "");
	for (size_t i = 0; i < state->convgroups.len; i++) {
		print_error("  %s [%s]%s", state->convgroups.items[i].name, state->convgroups.items[i].data,
		            state->convgroups.items[i].folded ? " folded" : "");
		for (int p = 0; p < MODEL_PEOPLE; p++) {
			const struct state_conversation *c = state_conversation(state, ids[p]);
			if (c && state_is_in(c, state->convgroups.items[i].name))
				print_error(" %d", p);
		}
		print_error("\n");
	}
	for (int p = 0; p < MODEL_PEOPLE; p++) {
		const struct state_conversation *c = state_conversation(state, ids[p]);
		if (c)
			print_error("  %d: pinned %d remind %d read %d told %d unread %d\n", p, c->pinned,
			            c->remind, (int)c->read_sequence, (int)c->read_told, (int)c->unread);
	}
}

static void print_model(const struct model *model)
{
	print_error("the model:\n");
	for (int i = 0; i < model->count; i++)
		print_error("  %c [%s] %03x\n", model->groups[i].name,
		            words(model->groups[i].data, model->groups[i].folded), model->groups[i].members);
	for (int p = 0; p < MODEL_PEOPLE; p++)
		print_error("  %d: pinned %d remind %d read %d\n", p, model->pinned >> p & 1,
		            model->reminds[p], model->read[p]);
}

static void wait_until(struct game *game, bool (*is_over)(struct game *game, struct terminal *terminal),
                       struct terminal *terminal)
{
	game->is_over = is_over;
	game->waiting = terminal;
	game->late = false;
	loop_timer_set(game->deadline, DEADLINE_MS);
	if (!is_over(game, terminal))
		loop_run(game->loop, on_turn, game);
	loop_timer_clear(game->deadline);
	if (!game->late)
		return;
	print_model(&game->model);
	for (int i = 0; i <= TERMINALS; i++)
		if (game->terminals[i].client)
			print("a terminal", client_state(game->terminals[i].client));
	fail_msg("not so after %d steps", game->done);
}

static bool all_agree(struct game *game, struct terminal *terminal)
{
	bool agree = true;
	(void)terminal;
	for (int i = 0; agree && i <= TERMINALS; i++)
		agree = !game->terminals[i].client ||
		        shows(client_state(game->terminals[i].client), &game->model);
	return agree;
}

static void agree(struct game *game)
{
	wait_until(game, all_agree, NULL);
}

/* ---- asking ---- */

static void post(struct terminal *terminal, const struct model_op *op)
{
	static const enum state_request_type types[MODEL_KIND_COUNT] = {
	        [MODEL_CREATE] = STATE_REQUEST_CONVGROUP_CREATE,
	        [MODEL_DELETE] = STATE_REQUEST_CONVGROUP_DELETE,
	        [MODEL_RENAME] = STATE_REQUEST_CONVGROUP_RENAME,
	        [MODEL_SORT] = STATE_REQUEST_CONVGROUP_SORT,
	        [MODEL_ADD] = STATE_REQUEST_CONVGROUP_ADD,
	        [MODEL_REMOVE] = STATE_REQUEST_CONVGROUP_REMOVE,
	        [MODEL_MOVE] = STATE_REQUEST_CONVGROUP_MOVE,
	        [MODEL_SET] = STATE_REQUEST_CONVGROUP_SET,
	        [MODEL_PIN] = STATE_REQUEST_PIN,
	        [MODEL_REMIND] = STATE_REQUEST_REMIND,
	        [MODEL_REMIND_GROUP] = STATE_REQUEST_CONVGROUP_REMIND,
	        [MODEL_READ] = STATE_REQUEST_READ,
	        [MODEL_READ_GROUP] = STATE_REQUEST_READ_ALL,
	        [MODEL_UNREAD] = STATE_REQUEST_UNREAD,
	};
	const struct state *state = client_state(terminal->client);
	const char name[] = {op->name, '\0'}, other[] = {op->other, '\0'};
	const char *people[MODEL_PEOPLE], *order[MODEL_NAME_COUNT];
	char names[MODEL_NAME_COUNT][2] = {0};
	struct state_request request = {
	        .type = types[op->kind], .convgroup = name, .flag = op->on, .remind = op->remind};
	size_t len = 0;
	if (op->kind == MODEL_FOLD) {
		client_post(
		        terminal->client,
		        &(struct state_event){.type = STATE_EVENT_FOLD, .convgroup = name, .flag = op->on});
		return;
	}
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if (op->people >> i & 1)
			people[len++] = ids[i];
	request.conversations = (struct strspan){people, len};
	for (int i = 0; i < MODEL_NAME_COUNT; i++) {
		names[i][0] = op->order[i];
		order[i] = names[i];
	}
	if (op->kind == MODEL_CREATE)
		request.flag = false;
	if (op->kind == MODEL_RENAME)
		request.new_name = other;
	if (op->kind == MODEL_MOVE)
		request.from_convgroup = other;
	if (op->kind == MODEL_SORT) {
		request.convgroup = NULL;
		request.convgroups = (struct strspan){order, MODEL_NAME_COUNT};
	}
	if (op->kind == MODEL_SET && state_convgroup(state, name))
		request.text = words(op->data, state_convgroup(state, name)->folded);
	if (op->kind == MODEL_REMIND)
		request.convgroup = NULL;
	if (op->kind == MODEL_UNREAD)
		request.sequence = MODEL_MESSAGES - 1;
	if (op->kind == MODEL_PIN || op->kind == MODEL_READ || op->kind == MODEL_UNREAD) {
		request.convgroup = NULL;
		request.conversations = (struct strspan){0};
		request.conversation = people[0];
	}
	client_post(terminal->client,
	            &(struct state_event){.type = STATE_EVENT_REQUEST, .request = &request});
}

static void post_type(struct terminal *terminal, enum state_event_type type)
{
	client_post(terminal->client, &(struct state_event){.type = type});
}

/* `told`: what cannot be is refused before it is kept. */
static enum model_result ask(struct terminal *terminal, struct model *model, const struct model_op *op,
                             bool told)
{
	struct model before = *model;
	bool too_many = op->kind == MODEL_CREATE && model_find(model, op->name) < 0;
	enum model_result result = model_do(model, op);
	if (result == MODEL_CHANGED)
		model_note(&terminal->steps, op, &before, model);
	else if (result == MODEL_REFUSED && too_many && !told)
		terminal->steps.undone_count = 0; /* that there are too many the server says */
	post(terminal, op);
	return result;
}

static void undo_or_redo(struct game *game, struct terminal *terminal)
{
	bool undo = below(game, 5) < 3;
	if (undo)
		model_undo(&terminal->steps, &game->model);
	else
		model_redo(&terminal->steps, &game->model);
	post_type(terminal, undo ? STATE_EVENT_UNDO : STATE_EVENT_REDO);
}

static void ask_or_undo(struct game *game, struct terminal *terminal, bool told)
{
	struct model_op op = some_op(game);
	if (below(game, 3) == 0)
		undo_or_redo(game, terminal);
	else
		ask(terminal, &game->model, &op, told);
	game->done++;
}

/* ---- what happens ---- */

static bool is_cut_off(struct game *game, struct terminal *terminal)
{
	(void)game;
	return client_state(terminal->client)->status != STATE_ONLINE;
}

static void cut_off(struct game *game, struct terminal *terminal)
{
	server_cut(&game->server, terminal->address);
	wait_until(game, is_cut_off, terminal);
	game->cuts++;
}

/* What was asked may be done, or not, when the connection goes. */
static void cut_in_flight(struct game *game, struct terminal *terminal)
{
	struct model tried = game->model;
	struct model_op op = some_op(game);
	if (below(game, 3) == 0)
		undo_or_redo(game, terminal);
	else if (model_do(&tried, &op) != MODEL_REFUSED)
		ask(terminal, &game->model, &op, false);
	game->done++;
	cut_off(game, terminal);
	client_connect(terminal->client);
	agree(game);
}

static void work_offline(struct game *game, struct terminal *terminal)
{
	cut_off(game, terminal);
	for (int i = below(game, OFFLINE_MAX) + 1; i > 0; i--)
		ask_or_undo(game, terminal, true);
	client_connect(terminal->client);
	agree(game);
}

/* ---- two who want different things ---- */

/* What was read in a terminal without a connection, which began with what `before` says, comes to what the others did. */
static void come_together(struct model *model, const struct model *before, const struct model *seen)
{
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if (seen->read[i] != before->read[i] &&
		    (seen->read[i] < before->read[i] || seen->read[i] > model->read[i]))
			model->read[i] = seen->read[i];
}

struct queue {
	struct model_op ops[OFFLINE_MAX];
	bool refused[OFFLINE_MAX];
	int len;
};

static void drop(struct queue *queue, int at)
{
	memmove(&queue->ops[at], &queue->ops[at + 1], (size_t)(queue->len - at - 1) * sizeof(*queue->ops));
	memmove(&queue->refused[at], &queue->refused[at + 1],
	        (size_t)(queue->len - at - 1) * sizeof(*queue->refused));
	queue->len--;
}

/* The first that can go: neither refused nor behind one that was, or that waits for such a one, in the same group. */
static int first_to_go(const struct queue *queue)
{
	bool held[OFFLINE_MAX];
	for (int i = 0; i < queue->len; i++) {
		held[i] = queue->refused[i];
		for (int j = 0; j < i && !held[i]; j++)
			held[i] = held[j] && model_share_a_name(&queue->ops[j], &queue->ops[i]);
		if (!held[i])
			return i;
	}
	return -1;
}

static void send_all(struct queue *queue, struct model *model)
{
	for (int at; (at = first_to_go(queue)) >= 0;) {
		if (model_do(model, &queue->ops[at]) == MODEL_REFUSED)
			queue->refused[at] = true;
		else
			drop(queue, at);
	}
}

static bool nothing_goes(struct game *game, struct terminal *terminal)
{
	const struct state *state = client_state(terminal->client);
	(void)game;
	for (size_t i = 0; i < state->edits.len; i++)
		if (!state->edits.items[i]->refused && !state->edits.items[i]->held)
			return false;
	return state->status == STATE_ONLINE;
}

/* Each that was refused is still there, named, with its reason, until the person gives it up. */
static void decide(struct game *game, struct terminal *terminal, struct queue *queue)
{
	const struct state *state = client_state(terminal->client);
	send_all(queue, &game->model);
	wait_until(game, nothing_goes, terminal);
	while (queue->len > 0) {
		assert_int_equal(state->edits.len, queue->len);
		for (int i = 0; i < queue->len; i++) {
			assert_int_equal(state->edits.items[i]->refused, queue->refused[i]);
			assert_int_equal(state->edits.items[i]->refused,
			                 state->edits.items[i]->error != NULL);
		}
		assert_true(queue->refused[0]);
		client_post(terminal->client, &(struct state_event){.type = STATE_EVENT_EDIT_DROP,
		                                                    .edit_id = state->edits.items[0]->id});
		drop(queue, 0);
		game->conflicts++;
		send_all(queue, &game->model);
		wait_until(game, nothing_goes, terminal);
	}
}

/* Groups that others mean get another name, or go. */
static void get_in_the_way(struct game *game, struct terminal *terminal)
{
	static const enum model_kind kinds[] = {MODEL_DELETE, MODEL_RENAME, MODEL_CREATE, MODEL_READ_GROUP};
	struct model_op op = some_op(game);
	op.kind = kinds[below(game, 4)];
	ask(terminal, &game->model, &op, false);
	game->done++;
}

/* A group is set to something as folded as it was known to be, whatever group has the name by the time it gets there. */
static bool tells_a_fold(const struct model *model, const struct model_op *op)
{
	bool any = false;
	for (int i = 0; i < model->count; i++)
		any |= model->groups[i].folded;
	return op->kind == MODEL_FOLD || (op->kind == MODEL_SET && any);
}

/* What waits on the disk of a terminal that has ended meets what another one did meanwhile. */
static void conflict(struct game *game, struct terminal *terminal, struct terminal *other)
{
	struct model before = game->model, seen = before;
	struct queue queue = {0};
	cut_off(game, terminal);
	for (int i = below(game, OFFLINE_MAX) + 1; i > 0; i--) {
		struct model_op op = some_op(game);
		if (tells_a_fold(&before, &op))
			continue;
		if (ask(terminal, &seen, &op, true) != MODEL_REFUSED && model_is_queued(op.kind))
			queue.ops[queue.len++] = op;
		game->done++;
	}
	end(terminal);
	for (int i = below(game, OFFLINE_MAX) + 1; i > 0; i--) {
		get_in_the_way(game, other);
		agree(game);
	}
	begin(game, terminal);
	come_together(&game->model, &before, &seen);
	decide(game, terminal, &queue);
	agree(game);
	game->restarts++;
}

static void crash(struct game *game)
{
	server_kill(&game->server);
	for (int i = 0; i < TERMINALS; i++)
		wait_until(game, is_cut_off, &game->terminals[i]);
	server_start(&game->server);
	for (int i = 0; i < TERMINALS; i++)
		client_connect(game->terminals[i].client);
	agree(game);
}

/* One that knows nothing sees what the server has. */
static void ask_a_stranger(struct game *game)
{
	struct terminal *stranger = &game->terminals[STRANGER];
	begin(game, stranger);
	agree(game);
	end(stranger);
}

static void step(struct game *game)
{
	int at = below(game, TERMINALS), what = below(game, 1000);
	struct terminal *terminal = &game->terminals[at];
	if (what < 880) {
		ask_or_undo(game, terminal, false);
		agree(game);
	} else if (what < 930) {
		cut_in_flight(game, terminal);
	} else if (what < 955) {
		work_offline(game, terminal);
	} else if (what < 987) {
		conflict(game, terminal, &game->terminals[1 - at]);
	} else if (what < 990) {
		crash(game);
	} else {
		ask_a_stranger(game);
	}
}

/* ---- the game ---- */

static const char *program;
static int steps = STEPS;

static bool knows_self(struct game *game, struct terminal *terminal)
{
	const struct state *state = client_state(terminal->client);
	(void)game;
	return state->status == STATE_ONLINE && state_conversation(state, "C2C" SELF);
}

static bool is_online(struct game *game, struct terminal *terminal)
{
	(void)game;
	return client_state(terminal->client)->status == STATE_ONLINE;
}

static bool has_written(struct game *game, struct terminal *terminal)
{
	(void)game;
	return state_conversation(client_state(terminal->client), "C2C" SELF)->last_sequence ==
	       MODEL_MESSAGES;
}

static void write_as(struct game *game, const char *user)
{
	struct terminal *terminal = &game->terminals[STRANGER];
	begin_as(game, terminal, user);
	wait_until(game, is_online, terminal);
	client_post(terminal->client,
	            &(struct state_event){.type = STATE_EVENT_REQUEST,
	                                  .request = &(struct state_request){
	                                          .type = STATE_REQUEST_FIND_PERSON, .person = SELF}});
	wait_until(game, knows_self, terminal);
	for (int i = 0; i < MODEL_MESSAGES; i++)
		client_post(terminal->client, &(struct state_event){.type = STATE_EVENT_SEND,
		                                                    .conversation = "C2C" SELF,
		                                                    .text = "hey"});
	wait_until(game, has_written, terminal);
	end(terminal);
}

/* All conversations are there from the beginning, and unread. */
static void meet_everybody(struct game *game)
{
	for (size_t i = 1; users[i]; i++)
		write_as(game, users[i]);
	agree(game);
}

static void seed_dice(struct game *game)
{
	const char *given = getenv("COVEY_SEED");
	game->dice = given ? strtoull(given, NULL, 10) : SEED;
	print_message("COVEY_SEED=%" PRIu64 "\n", game->dice);
}

static void make_terminals(struct game *game, const char *folder)
{
	for (int i = 0; i <= TERMINALS; i++) {
		char name[] = {'c', (char)('0' + i), '\0'};
		game->terminals[i].address = i;
		game->terminals[i].cache = i < TERMINALS ? path_join(folder, name) : NULL;
		if (i < TERMINALS)
			begin(game, &game->terminals[i]);
	}
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

static void remove_folder(const char *folder)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void test_everybody_agrees_with_a_plain_model(void **unused)
{
	(void)unused;
	static struct game game;
	/* In memory where there is such a folder: thousands of times "it is on disk" take minutes. */
	char memory[] = "/dev/shm/covey-dice-XXXXXX", disk[] = "/tmp/covey-dice-XXXXXX";
	char *folder = mkdtemp(memory) ? memory : mkdtemp(disk);
	struct err err;
	assert_non_null(folder);
	setenv("XDG_STATE_HOME", folder, 1);
	seed_dice(&game);
	server_init(&game.server, program, folder, users);
	server_start(&game.server);
	game.loop = loop_create(&err);
	game.deadline = loop_timer_create(game.loop, on_deadline, &game);
	make_terminals(&game, folder);
	meet_everybody(&game);
	while (game.done < steps)
		step(&game);
	ask_a_stranger(&game);
	print_message("%d operations, %d cuts, %d refused and decided, %d terminals restarted\n", game.done,
	              game.cuts, game.conflicts, game.restarts);
	for (int i = 0; i < TERMINALS; i++) {
		end(&game.terminals[i]);
		free(game.terminals[i].cache);
	}
	loop_destroy(game.loop);
	assert_int_equal(server_stop(&game.server), 0);
	server_finish(&game.server);
	remove_folder(folder);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_everybody_agrees_with_a_plain_model)};
	program = argc > 1 ? argv[1] : "coveyd";
	steps = argc > 2 ? (int)strtol(argv[2], NULL, 10) : STEPS;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
