/* native_answer: what a method's result brings, as the events of state. */
#ifndef COVEY_BACKEND_NATIVE_ANSWER_H
#define COVEY_BACKEND_NATIVE_ANSWER_H

#include "base/arena.h"
#include "proto/method.h"
#include "state/event.h"

/* Of a room's members at most so many are listed; a server that never says "completed" ends here. */
#define NATIVE_MEMBERS_MAX 20000

/* A frame that was sent and not answered. Several can belong to one request (SYNC), at once or one after the other. */
struct native_flight {
	int64_t id; /* on the wire */
	enum proto_method method;
	uint64_t request; /* state's id; 0: the login */

	/* What is known of the request besides: */
	struct arena kept;
	const char *room;
	bool one; /* person is asked for, who is not to be missing */
	VEC(struct state_person) people; /* of the pages that came */
	int code; /* another frame of the request failed */
	const char *text;
};

struct native_answer {
	const char *self;
	struct native_flight *flight;
	const struct proto_fields *result;
	struct state_event_list *events; /* what comes before the ANSWERED */
	struct state_event *answer; /* the ANSWERED */
	bool goes_on; /* out: not answered yet; `next` is to be sent to the same method */
	struct proto_fields next;
};

void native_answer(struct native_answer *at);

#endif
