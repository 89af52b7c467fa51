/*
 * game: terminals of one person on a real coveyd, with the plain model beside them of what they have to show. Nothing
 * happens but while the test waits: then the loop turns until a condition holds, and the test fails where it never does.
 */
#ifndef COVEY_TESTS_DICE_GAME_H
#define COVEY_TESTS_DICE_GAME_H

#include "client/client.h"
#include "client/loop.h"
#include "dice/dice.h"
#include "dice/model.h"
#include "dice/server.h"

#define GAME_SELF "alice"
#define GAME_TERMINALS 2
#define GAME_STRANGER 2 /* the address of the third terminal */

struct terminal {
	struct client *client;
	char *cache; /* NULL: it keeps nothing */
	int address;
	struct model_steps steps;
};

struct game {
	struct dice dice;
	struct server server;
	struct loop *loop;
	struct loop_timer *deadline;
	bool late;
	struct terminal terminals[GAME_TERMINALS + 1];
	struct model model;
	bool (*is_over)(struct game *game, struct terminal *terminal); /* what is waited for, and of whom */
	struct terminal *waiting;
	int done, cuts, conflicts, restarts;
};

/* The server is the caller's. */
void game_init(struct game *game);
void game_finish(struct game *game);

/* A client at the terminal's address, with its cache. */
void game_begin_as(struct game *game, struct terminal *terminal, const char *user);
void game_begin(struct game *game, struct terminal *terminal);
void game_end(struct terminal *terminal);

void game_wait(struct game *game, bool (*is_over)(struct game *game, struct terminal *terminal),
               struct terminal *terminal);
/* Until every terminal shows what the model says. */
void game_agree(struct game *game);

#endif
