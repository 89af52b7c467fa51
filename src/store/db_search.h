/* db_search: finding messages by their words (store/search.h), in what one user may see. */
#ifndef COVEY_STORE_DB_SEARCH_H
#define COVEY_STORE_DB_SEARCH_H

#include "proto/types.h"

struct arena;
struct db;
struct db_conversation;

struct db_search {
	const char *keyword;
	const struct db_conversation *conversation; /* in this one; NULL: in all that are listed */
	int64_t convgroup; /* in those of it; 0: in all */
	const char *from; /* what this userID wrote; NULL: what anybody did */
	int64_t before; /* Unix ms; 0: up to now */
	int64_t count; /* and those of the same millisecond as the last of them */
};

/* Newest first; each with the name that the user's conversation has. `is_all`: there are no older ones. */
struct proto_message_list db_search(struct db *db, struct arena *arena, int64_t user,
                                    const struct db_search *search, bool *is_all);

#endif
