/*
 * Thousands of operations on conversation groups, with undo and redo, from two terminals of one person on a real
 * coveyd; connections are cut at any moment, edits wait without one, terminals and the server end and come back.
 * After each step both terminals, and at times a third that knows nothing from before, show what a plain model
 * (model.h) says.
 *
 *     test_convgroups COVEYD [STEPS]      COVEY_SEED=N throws the dice of another run again
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "dice/ask.h"
#include "dice/game.h"
#include "unit/test.h"

#define SEED 11
#define STEPS 3000
#define OFFLINE_MAX 6

static const char *const users[] = {GAME_SELF, "p0", "p1", "p2", "p3", "p4",
                                    "p5",      "p6", "p7", "p8", "p9", NULL};

static char some_name(struct game *game)
{
	return MODEL_NAMES[dice_below(&game->dice, MODEL_NAME_COUNT)];
}

static struct model_op some_op(struct game *game)
{
	struct model_op op = {
	        .kind = (enum model_kind)dice_below(&game->dice, MODEL_KIND_COUNT),
	        .name = some_name(game),
	        .other = some_name(game),
	        .people = (uint32_t)dice_below(&game->dice, 1 << MODEL_PEOPLE),
	        .data = dice_below(&game->dice, MODEL_DATA_COUNT),
	        .on = dice_below(&game->dice, 2) == 0,
	        .remind = dice_below(&game->dice, MODEL_REMIND_COUNT),
	};
	while (op.other == op.name)
		op.other = some_name(game);
	if (op.kind == MODEL_PIN || op.kind == MODEL_READ || op.kind == MODEL_UNREAD)
		op.people = 1U << dice_below(&game->dice, MODEL_PEOPLE);
	if (op.kind == MODEL_REMIND)
		op.people |= 1; /* of nobody is no request */
	strcpy(op.order, MODEL_NAMES);
	for (int i = MODEL_NAME_COUNT - 1; i > 0; i--) {
		int at = dice_below(&game->dice, i + 1);
		char moved = op.order[i];
		op.order[i] = op.order[at];
		op.order[at] = moved;
	}
	return op;
}

static void undo_or_redo(struct game *game, struct terminal *terminal)
{
	ask_back(terminal, &game->model, dice_below(&game->dice, 5) < 3);
}

static void ask_or_undo(struct game *game, struct terminal *terminal, bool told)
{
	struct model_op op = some_op(game);
	if (dice_below(&game->dice, 3) == 0)
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
	game_wait(game, is_cut_off, terminal);
	game->cuts++;
}

/* What was asked may be done, or not, when the connection goes. */
static void cut_in_flight(struct game *game, struct terminal *terminal)
{
	struct model tried = game->model;
	struct model_op op = some_op(game);
	if (dice_below(&game->dice, 3) == 0)
		undo_or_redo(game, terminal);
	else if (model_do(&tried, &op) != MODEL_REFUSED)
		ask(terminal, &game->model, &op, false);
	game->done++;
	cut_off(game, terminal);
	client_connect(terminal->client);
	game_agree(game);
}

static void work_offline(struct game *game, struct terminal *terminal)
{
	cut_off(game, terminal);
	for (int i = dice_below(&game->dice, OFFLINE_MAX) + 1; i > 0; i--)
		ask_or_undo(game, terminal, true);
	client_connect(terminal->client);
	game_agree(game);
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
	game_wait(game, nothing_goes, terminal);
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
		game_wait(game, nothing_goes, terminal);
	}
}

/* Groups that others mean get another name, or go. */
static void get_in_the_way(struct game *game, struct terminal *terminal)
{
	static const enum model_kind kinds[] = {MODEL_DELETE, MODEL_RENAME, MODEL_CREATE, MODEL_READ_GROUP};
	struct model_op op = some_op(game);
	op.kind = kinds[dice_below(&game->dice, 4)];
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
	for (int i = dice_below(&game->dice, OFFLINE_MAX) + 1; i > 0; i--) {
		struct model_op op = some_op(game);
		if (tells_a_fold(&before, &op))
			continue;
		if (ask(terminal, &seen, &op, true) != MODEL_REFUSED && model_is_queued(op.kind))
			queue.ops[queue.len++] = op;
		game->done++;
	}
	game_end(terminal);
	for (int i = dice_below(&game->dice, OFFLINE_MAX) + 1; i > 0; i--) {
		get_in_the_way(game, other);
		game_agree(game);
	}
	game_begin(game, terminal);
	come_together(&game->model, &before, &seen);
	decide(game, terminal, &queue);
	game_agree(game);
	game->restarts++;
}

static void crash(struct game *game)
{
	server_kill(&game->server);
	for (int i = 0; i < GAME_TERMINALS; i++)
		game_wait(game, is_cut_off, &game->terminals[i]);
	server_start(&game->server);
	for (int i = 0; i < GAME_TERMINALS; i++)
		client_connect(game->terminals[i].client);
	game_agree(game);
}

/* One that knows nothing sees what the server has. */
static void ask_a_stranger(struct game *game)
{
	struct terminal *stranger = &game->terminals[GAME_STRANGER];
	game_begin(game, stranger);
	game_agree(game);
	game_end(stranger);
}

static void step(struct game *game)
{
	int at = dice_below(&game->dice, GAME_TERMINALS), what = dice_below(&game->dice, 1000);
	struct terminal *terminal = &game->terminals[at];
	if (what < 880) {
		ask_or_undo(game, terminal, false);
		game_agree(game);
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
	return state->status == STATE_ONLINE && state_conversation(state, "C2C" GAME_SELF);
}

static bool is_online(struct game *game, struct terminal *terminal)
{
	(void)game;
	return client_state(terminal->client)->status == STATE_ONLINE;
}

static bool has_written(struct game *game, struct terminal *terminal)
{
	(void)game;
	return state_conversation(client_state(terminal->client), "C2C" GAME_SELF)->last_sequence ==
	       MODEL_MESSAGES;
}

static void write_as(struct game *game, const char *user)
{
	struct terminal *terminal = &game->terminals[GAME_STRANGER];
	game_begin_as(game, terminal, user);
	game_wait(game, is_online, terminal);
	client_post(terminal->client,
	            &(struct state_event){.type = STATE_EVENT_REQUEST,
	                                  .request = &(struct state_request){
	                                          .type = STATE_REQUEST_FIND_PERSON, .person = GAME_SELF}});
	game_wait(game, knows_self, terminal);
	for (int i = 0; i < MODEL_MESSAGES; i++)
		client_post(terminal->client, &(struct state_event){.type = STATE_EVENT_SEND,
		                                                    .conversation = "C2C" GAME_SELF,
		                                                    .text = "hey"});
	game_wait(game, has_written, terminal);
	game_end(terminal);
}

/* All conversations are there from the beginning, and unread. */
static void meet_everybody(struct game *game)
{
	for (size_t i = 1; users[i]; i++)
		write_as(game, users[i]);
	game_agree(game);
}

static void make_terminals(struct game *game, const char *folder)
{
	for (int i = 0; i <= GAME_TERMINALS; i++) {
		char name[] = {'c', (char)('0' + i), '\0'};
		game->terminals[i].address = i;
		game->terminals[i].cache = i < GAME_TERMINALS ? path_join(folder, name) : NULL;
		if (i < GAME_TERMINALS)
			game_begin(game, &game->terminals[i]);
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
	assert_non_null(folder);
	setenv("XDG_STATE_HOME", folder, 1);
	game.dice = dice_with("test_convgroups", SEED);
	server_init(&game.server, program, folder, users);
	server_start(&game.server);
	game_init(&game);
	make_terminals(&game, folder);
	meet_everybody(&game);
	while (game.done < steps)
		step(&game);
	ask_a_stranger(&game);
	print_message("%d operations, %d cuts, %d refused and decided, %d terminals restarted\n", game.done,
	              game.cuts, game.conflicts, game.restarts);
	game_finish(&game);
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
