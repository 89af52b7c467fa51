/* From the state's structs to the cache's rows. */
#include "store/cache_internal.h"

#include "base/err.h"

bool cache_written(struct cache *cache, bool ok, const struct err *why, struct err *err)
{
	if (ok)
		return true;
	cache->write_failed = true;
	cache->damaged = cache->damaged || why->code == SQL_DAMAGED;
	return err_set(err, why->code, "%s", why->text);
}

static bool save_conversation(struct sql *sql, const struct state_conversation *c, struct err *err)
{
	return sql_run(sql, CACHE_SAVE_CONVERSATION, err, SQL_TEXT(c->id), SQL_INT(c->kind),
	               SQL_TEXT(c->peer), SQL_TEXT(c->name), SQL_INT(c->unread), SQL_INT(c->mentions),
	               SQL_INT(c->read_sequence), SQL_INT(c->peer_read_sequence), SQL_INT(c->pinned),
	               SQL_INT(c->remind), SQL_INT(c->last_sequence), SQL_INT(c->last_time_ms),
	               SQL_TEXT(c->last_from), SQL_TEXT(c->last_text), SQL_INT(c->read_told),
	               SQL_TEXT(c->draft), SQL_INT(c->draft_mine));
}

static bool save_filed(struct sql *sql, const struct state_conversation *conversation, struct err *err)
{
	const char *id = conversation->id;
	bool ok = sql_run(sql, CACHE_FORGET_FILED, err, SQL_TEXT(id));
	for (size_t i = 0; ok && i < conversation->convgroups.len; i++)
		ok = sql_run(sql, CACHE_SAVE_FILED, err, SQL_TEXT(id), SQL_INT((int64_t)i),
		             SQL_TEXT(conversation->convgroups.items[i]));
	return ok;
}

bool cache_save_conversation(struct cache *cache, const struct state_conversation *conversation,
                             struct err *err)
{
	struct err why = {0};
	bool ok = save_conversation(cache->sql, conversation, &why) &&
	          save_filed(cache->sql, conversation, &why);
	return cache_written(cache, ok, &why, err);
}

bool cache_forget_conversation(struct cache *cache, const char *conversation, struct err *err)
{
	struct err why = {0};
	bool ok = sql_run(cache->sql, CACHE_FORGET_CONVERSATION, &why, SQL_TEXT(conversation)) &&
	          sql_run(cache->sql, CACHE_FORGET_FILED, &why, SQL_TEXT(conversation)) &&
	          sql_run(cache->sql, CACHE_FORGET_MESSAGES, &why, SQL_TEXT(conversation));
	return cache_written(cache, ok, &why, err);
}

static bool save_message(struct sql *sql, const char *conversation, const struct state_message *m,
                         struct err *err)
{
	return sql_run(sql, CACHE_SAVE_MESSAGE, err, SQL_TEXT(m->id), SQL_TEXT(m->client_id),
	               SQL_TEXT(m->from), SQL_INT(m->time_ms), SQL_INT(m->kind), SQL_TEXT(m->text),
	               SQL_TEXT(m->reply_to), SQL_INT(m->mentions_me), SQL_INT(m->sequence),
	               SQL_INT(m->edited), SQL_INT(m->recalled), SQL_INT(m->deleted),
	               SQL_INT(m->quote_sequence), SQL_TEXT(m->quote_from), SQL_TEXT(m->quote_text),
	               SQL_TEXT(m->reactions), SQL_TEXT(m->file), SQL_INT(m->file_size),
	               SQL_TEXT(conversation));
}

/* What was recalled is quoted no more. */
static bool drop_quotes(struct sql *sql, const char *conversation, const struct state_message *recalled,
                        struct err *err)
{
	return sql_run(sql, CACHE_DROP_QUOTES, err, SQL_TEXT(conversation), SQL_TEXT(recalled->id));
}

bool cache_save_messages(struct cache *cache, const char *conversation, const struct state_message *messages,
                         size_t count, struct err *err)
{
	struct err why = {0};
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++)
		ok = save_message(cache->sql, conversation, &messages[i], &why) &&
		     (!messages[i].recalled || drop_quotes(cache->sql, conversation, &messages[i], &why));
	return cache_written(cache, ok, &why, err);
}

bool cache_save_convgroups(struct cache *cache, const struct state_convgroup *convgroups, size_t count,
                           bool inbox_folded, struct err *err)
{
	struct err why = {0};
	bool ok = sql_run(cache->sql, CACHE_FORGET_CONVGROUPS, &why) &&
	          sql_run(cache->sql, CACHE_SAVE_INBOX_FOLD, &why, SQL_INT(inbox_folded));
	for (size_t i = 0; ok && i < count; i++)
		ok = sql_run(cache->sql, CACHE_SAVE_CONVGROUP, &why, SQL_INT((int64_t)i),
		             SQL_TEXT(convgroups[i].name), SQL_INT(convgroups[i].folded),
		             SQL_TEXT(convgroups[i].data));
	return cache_written(cache, ok, &why, err);
}

bool cache_save_smarts(struct cache *cache, const struct state_smart *smarts, size_t count, struct err *err)
{
	struct err why = {0};
	bool ok = sql_run(cache->sql, CACHE_FORGET_SMARTS, &why);
	for (size_t i = 0; ok && i < count; i++)
		ok = sql_run(cache->sql, CACHE_SAVE_SMART, &why, SQL_INT((int64_t)i),
		             SQL_TEXT(smarts[i].name), SQL_TEXT(smarts[i].expression),
		             SQL_INT(smarts[i].folded));
	return cache_written(cache, ok, &why, err);
}

bool cache_save_name(struct cache *cache, const char *user, const char *name, struct err *err)
{
	struct err why = {0};
	bool ok = sql_run(cache->sql, CACHE_SAVE_PERSON, &why, SQL_TEXT(user), SQL_TEXT(name));
	return cache_written(cache, ok, &why, err);
}

bool cache_save_session(struct cache *cache, const char *self, int64_t position, const char *current,
                        struct err *err)
{
	struct err why = {0};
	/* With position 0 the server is asked for everything: what a lost transaction held comes back. */
	bool ok = sql_run(cache->sql, CACHE_SAVE_SESSION, &why, SQL_TEXT(self),
	                  SQL_INT(cache->incomplete ? 0 : position), SQL_TEXT(current));
	return cache_written(cache, ok, &why, err);
}

bool cache_forget_all(struct cache *cache, struct err *err)
{
	struct err why = {0};
	bool ok = sql_exec(cache->sql,
	                   "DELETE FROM conversation; DELETE FROM filed; DELETE FROM convgroup;"
	                   "DELETE FROM message; DELETE FROM person;"
	                   "UPDATE session SET self = NULL, position = 0, current = NULL, inbox_folded = 0",
	                   &why);
	return cache_written(cache, ok, &why, err);
}

bool cache_outbox_put(struct cache *cache, const char *conversation, const struct state_message *m,
                      struct err *err)
{
	struct err why = {0};
	bool ok = sql_run(cache->sql, CACHE_SAVE_OUTBOX, &why, SQL_TEXT(conversation), SQL_TEXT(m->id),
	                  SQL_TEXT(m->client_id), SQL_TEXT(m->from), SQL_INT(m->time_ms), SQL_INT(m->kind),
	                  SQL_TEXT(m->text), SQL_TEXT(m->reply_to), SQL_INT(m->mentions_me),
	                  SQL_INT(m->delivery), SQL_TEXT(m->error), SQL_TEXT(m->file), SQL_INT(m->file_size),
	                  SQL_TEXT(m->path));
	cache->outbox_changed = true;
	return cache_written(cache, ok, &why, err);
}

bool cache_outbox_drop(struct cache *cache, const char *client_id, struct err *err)
{
	struct err why = {0};
	bool ok = sql_run(cache->sql, CACHE_DROP_OUTBOX, &why, SQL_TEXT(client_id));
	return cache_written(cache, ok, &why, err);
}
