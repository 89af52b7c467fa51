/* server: a real coveyd in a folder of its own, with an address for each terminal, so that each can be cut off alone. */
#ifndef COVEY_TESTS_DICE_SERVER_H
#define COVEY_TESTS_DICE_SERVER_H

#include <sys/types.h>

#define SERVER_ADDRESSES 3
#define SERVER_PASSWORD "dice"

struct server {
	const char *program;
	char *data;
	char *urls[SERVER_ADDRESSES];
	pid_t pid;
};

/* Anything that goes wrong here ends the test. `users`: names with newlines behind them. */
void server_init(struct server *server, const char *program, const char *folder, const char *const *users);
void server_finish(struct server *server);

void server_start(struct server *server);
/* kill -9 */
void server_kill(struct server *server);
/* SIGTERM; its exit status */
int server_stop(struct server *server);

/* The connections of this process to that address are cut. */
void server_cut(const struct server *server, int address);

#endif
