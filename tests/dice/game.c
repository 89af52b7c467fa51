#include "dice/game.h"

#include "base/err.h"
#include "dice/shown.h"
#include "unit/test.h"

#define GAME_DEADLINE_MS 30000

void game_begin_as(struct game *game, struct terminal *terminal, const char *user)
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

void game_begin(struct game *game, struct terminal *terminal)
{
	game_begin_as(game, terminal, GAME_SELF);
}

void game_end(struct terminal *terminal)
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
	for (int i = 0; i <= GAME_TERMINALS; i++)
		if (game->terminals[i].client)
			client_turn(game->terminals[i].client);
	if (game->late || game->is_over(game, game->waiting))
		loop_stop(game->loop);
}

void game_wait(struct game *game, bool (*is_over)(struct game *game, struct terminal *terminal),
               struct terminal *terminal)
{
	game->is_over = is_over;
	game->waiting = terminal;
	game->late = false;
	loop_timer_set(game->deadline, GAME_DEADLINE_MS);
	if (!is_over(game, terminal))
		loop_run(game->loop, on_turn, game);
	loop_timer_clear(game->deadline);
	if (!game->late)
		return;
	shown_print_model(&game->model);
	for (int i = 0; i <= GAME_TERMINALS; i++)
		if (game->terminals[i].client)
			shown_print("a terminal", client_state(game->terminals[i].client));
	fail_msg("not so after %d steps", game->done);
}

static bool all_agree(struct game *game, struct terminal *terminal)
{
	bool agree = true;
	(void)terminal;
	for (int i = 0; agree && i <= GAME_TERMINALS; i++)
		agree = !game->terminals[i].client ||
		        shown_agrees(client_state(game->terminals[i].client), &game->model);
	return agree;
}

void game_agree(struct game *game)
{
	game_wait(game, all_agree, NULL);
}

void game_init(struct game *game)
{
	struct err err;
	game->loop = loop_create(&err);
	assert_non_null(game->loop);
	game->deadline = loop_timer_create(game->loop, on_deadline, game);
}

void game_finish(struct game *game)
{
	for (int i = 0; i < GAME_TERMINALS; i++) {
		game_end(&game->terminals[i]);
		free(game->terminals[i].cache);
	}
	loop_destroy(game->loop);
}
