/*
 * transfers: the files on their way of one account: open files, and the HTTP requests that move them. What happens
 * to them is told as STATE_EVENT_TRANSFER.
 */
#ifndef COVEY_CLIENT_TRANSFERS_H
#define COVEY_CLIENT_TRANSFERS_H

#include <stdbool.h>
#include <stdint.h>

struct session;
struct state_event;
struct state_limits;
struct state_message;
struct transfers;

/* `downloads` as saving_init() has it. `post` may be called from within the functions below. */
struct transfers *transfers_create(const char *downloads,
                                   void (*post)(void *context, const struct state_event *event),
                                   void *context);
/* Before its session. Takes NULL. */
void transfers_destroy(struct transfers *transfers);

/* While the session is online. Of an upload of the same key and file that broke off only the rest is sent. */
void transfers_send(struct transfers *transfers, struct session *session, const char *key, const char *path,
                    const struct state_limits *limits);
/* `path` as saving_init() has it. `viewed`: what came of it does not stay when it is stopped. */
void transfers_fetch(struct transfers *transfers, struct session *session, const char *key,
                     const struct state_message *message, const char *path, bool viewed);
/* Nothing more is told of it. What has come of a file stays, unless it was to be viewed. */
void transfers_stop(struct transfers *transfers, const char *key);

#endif
