/* metrics: what GET /metrics tells (Prometheus text format). */
#ifndef COVEY_SERVER_METRICS_H
#define COVEY_SERVER_METRICS_H

#include <stdint.h>

#include "proto/method.h"

struct buf;

/* X(member, "name", "kind", "help") */
#define METRICS(X)                                                                                 \
	X(connections, "covey_connections", "gauge", "Open connections")                           \
	X(users, "covey_users_online", "gauge", "Users logged in at least once")                   \
	X(unsent_bytes, "covey_unsent_bytes", "gauge", "Bytes queued for connections")             \
	X(connected, "covey_connections_total", "counter", "Connections opened")                   \
	X(failures, "covey_request_errors_total", "counter", "Requests answered by an error")      \
	X(login_failures, "covey_login_failures_total", "counter", "Logins refused")               \
	X(events, "covey_events_total", "counter", "Events logged")                                \
	X(deliveries, "covey_event_deliveries_total", "counter", "Events queued for a connection") \
	X(commits, "covey_commits_total", "counter", "Turns of the loop that reached the disk")    \
	X(commit_failures, "covey_commit_failures_total", "counter", "Turns that did not")

struct metrics {
#define X(member, name, kind, help) int64_t member;
	METRICS(X)
#undef X
	int64_t requests[PROTO_METHOD_COUNT];
};

void metrics_print(const struct metrics *metrics, struct buf *out);

#endif
