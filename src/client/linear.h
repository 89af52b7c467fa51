/* linear: covey --plain: a client as lines of text (ui/plain.h) between standard input and standard output. */
#ifndef COVEY_CLIENT_LINEAR_H
#define COVEY_CLIENT_LINEAR_H

struct config;
struct login;

/* One account. Runs until the person leaves, or standard input ends. The program's exit status; errors are on standard error. */
int linear_run(struct config *config, const struct login *login);

#endif
