/* The cache's file: opening it, its transactions, and what happens to one that cannot be used. */
#include "store/cache_internal.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/search.h"

/* How long to wait for another covey of the same account that writes, milliseconds. */
#define CACHE_BUSY_MS 500

const char *const cache_migrations[] = {
        "CREATE TABLE session ("
        "  only INTEGER PRIMARY KEY CHECK (only = 1), self TEXT, position INTEGER NOT NULL DEFAULT 0,"
        "  current TEXT, inbox_folded INTEGER NOT NULL DEFAULT 0);"
        "INSERT INTO session (only) VALUES (1);"
        "CREATE TABLE conversation ("
        "  id TEXT PRIMARY KEY, kind INTEGER NOT NULL, peer TEXT, name TEXT, unread INTEGER NOT NULL,"
        "  mentions INTEGER NOT NULL, read_sequence INTEGER NOT NULL, peer_read_sequence INTEGER NOT NULL,"
        "  pinned INTEGER NOT NULL, remind INTEGER NOT NULL, last_sequence INTEGER NOT NULL,"
        "  last_time_ms INTEGER NOT NULL, last_from TEXT, last_text TEXT,"
        "  read_told INTEGER NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE filed ("
        "  conversation TEXT NOT NULL, place INTEGER NOT NULL, convgroup TEXT NOT NULL,"
        "  PRIMARY KEY (conversation, place)) WITHOUT ROWID;"
        "CREATE TABLE convgroup (place INTEGER PRIMARY KEY, name TEXT NOT NULL, folded INTEGER NOT NULL,"
        "  data TEXT);"
        "CREATE TABLE message ("
        "  conversation TEXT NOT NULL, sequence INTEGER NOT NULL, id TEXT, client_id TEXT, sender TEXT,"
        "  time_ms INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT, reply_to TEXT,"
        "  mentions_me INTEGER NOT NULL, edited INTEGER NOT NULL, recalled INTEGER NOT NULL,"
        "  PRIMARY KEY (conversation, sequence)) WITHOUT ROWID;"
        "CREATE TABLE outbox ("
        "  place INTEGER PRIMARY KEY AUTOINCREMENT, client_id TEXT NOT NULL UNIQUE,"
        "  conversation TEXT NOT NULL, id TEXT, sender TEXT, time_ms INTEGER NOT NULL,"
        "  kind INTEGER NOT NULL, text TEXT NOT NULL, reply_to TEXT, mentions_me INTEGER NOT NULL,"
        "  delivery INTEGER NOT NULL, error TEXT);"
        "CREATE TABLE smart ("
        "  place INTEGER PRIMARY KEY, name TEXT NOT NULL, expression TEXT NOT NULL, "
        "  folded INTEGER NOT NULL);",

        "CREATE TABLE edit ("
        "  id INTEGER PRIMARY KEY, type TEXT NOT NULL, conversation TEXT, convgroup TEXT,"
        "  from_convgroup TEXT, new_name TEXT, remind INTEGER NOT NULL, flag INTEGER NOT NULL,"
        "  sent INTEGER NOT NULL, refused INTEGER NOT NULL, error TEXT, text TEXT);"
        "CREATE TABLE edit_item ("
        "  edit INTEGER NOT NULL, list INTEGER NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL,"
        "  PRIMARY KEY (edit, list, place)) WITHOUT ROWID;",

        "ALTER TABLE message ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE message ADD COLUMN quote_sequence INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE message ADD COLUMN quote_from TEXT;"
        "ALTER TABLE message ADD COLUMN quote_text TEXT;"
        "ALTER TABLE message ADD COLUMN reactions TEXT;",

        "ALTER TABLE message ADD COLUMN file TEXT;"
        "ALTER TABLE message ADD COLUMN file_size INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE outbox ADD COLUMN file TEXT;"
        "ALTER TABLE outbox ADD COLUMN file_size INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE outbox ADD COLUMN path TEXT;",

        /* An index needs numbers for what stands in it. */
        "CREATE TABLE message_place ("
        "  id INTEGER PRIMARY KEY, conversation TEXT NOT NULL, sequence INTEGER NOT NULL,"
        "  UNIQUE (conversation, sequence));"
        "CREATE VIRTUAL TABLE message_text USING fts5("
        "  text, content = '', columnsize = 0, tokenize = '" SEARCH_TOKENIZER "');"
        "CREATE TRIGGER message_text_insert AFTER INSERT ON message BEGIN"
        "  INSERT INTO message_place (conversation, sequence) VALUES (new.conversation, new.sequence);"
        "  INSERT INTO message_text (rowid, text) SELECT id, search_words(new.text) FROM message_place"
        "    WHERE conversation = new.conversation AND sequence = new.sequence;"
        "END;"
        "CREATE TRIGGER message_text_delete AFTER DELETE ON message BEGIN"
        "  INSERT INTO message_text (message_text, rowid, text) SELECT 'delete', id, search_words(old.text)"
        "    FROM message_place WHERE conversation = old.conversation AND sequence = old.sequence;"
        "  DELETE FROM message_place WHERE conversation = old.conversation AND sequence = old.sequence;"
        "END;"
        "INSERT INTO message_place (conversation, sequence) SELECT conversation, sequence FROM message;"
        "INSERT INTO message_text (rowid, text) SELECT message_place.id, search_words(text)"
        "  FROM message JOIN message_place USING (conversation, sequence);",
        "ALTER TABLE conversation ADD COLUMN draft TEXT;"
        "ALTER TABLE conversation ADD COLUMN draft_mine INTEGER NOT NULL DEFAULT 0;",

        /* The index gives them in the order of these numbers, which now is that of their times. */
        "DROP TRIGGER message_text_insert;"
        "INSERT INTO message_text (message_text) VALUES ('delete-all');"
        "DELETE FROM message_place;"
        "CREATE TRIGGER message_text_insert AFTER INSERT ON message BEGIN"
        "  INSERT INTO message_place (id, conversation, sequence)"
        "    SELECT coalesce(max(id) + 1, first), new.conversation, new.sequence"
        "    FROM (SELECT " CACHE_PLACE(
                "new.time_ms") " AS first)"
                               "    LEFT JOIN message_place ON id BETWEEN first AND first + " CACHE_PLACES
                               " - 1;"
                               "  INSERT INTO message_text (rowid, text) SELECT id, search_words(new.text) "
                               "FROM message_place"
                               "    WHERE conversation = new.conversation AND sequence = new.sequence;"
                               "END;"
                               "INSERT INTO message_place (id, conversation, sequence)"
                               "  SELECT first + row_number() OVER (PARTITION BY first ORDER BY "
                               "conversation, sequence) - 1,"
                               "    conversation, sequence"
                               "  FROM (SELECT " CACHE_PLACE(
                                       "time_ms") " AS first, conversation, sequence FROM message);"
                                                  "INSERT INTO message_text (rowid, text) SELECT "
                                                  "message_place.id, search_words(text)"
                                                  "  FROM message_place JOIN message USING (conversation, "
                                                  "sequence) ORDER BY 1;",

        "CREATE INDEX message_quotes ON message (conversation, reply_to) WHERE quote_text != '';",

        "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;",
};
const size_t cache_migration_count = sizeof(cache_migrations) / sizeof(cache_migrations[0]);

static const char *const statements[CACHE_STATEMENT_COUNT] = {
#define X(name, text) [CACHE_##name] = (text),
        CACHE_STATEMENTS(X)
#undef X
};

static bool open_database(struct cache *cache, struct err *err)
{
	const struct sql_config config = {
	        .path = cache->path,
	        .busy_timeout_ms = CACHE_BUSY_MS,
	        .migrations = cache_migrations,
	        .migration_count = cache_migration_count,
	        .statements = statements,
	        .statement_count = CACHE_STATEMENT_COUNT,
	};
	cache->sql = sql_open(&config, err);
	/* What a REPLACE replaces leaves the index, too. */
	return cache->sql && sql_exec(cache->sql, "PRAGMA recursive_triggers = ON", err);
}

/* Of a damaged file, what comes before the damage. */
static size_t copy_outbox(struct cache *cache)
{
	struct arena arena;
	size_t copied = 0;
	arena_init(&arena);
	struct sql_cursor row = sql_query(cache->sql, CACHE_OUTBOX_OLD);
	while (sql_next(&row)) {
		struct state_message message;
		const char *conversation = cache_read_outbox_row(&row, &arena, &message);
		if (message.client_id && conversation && message.text)
			copied += cache_outbox_put(cache, conversation, &message, NULL);
	}
	sql_end(&row, NULL);
	arena_finish(&arena);
	return copied;
}

static size_t carry_outbox_over(struct cache *cache, const char *old_path)
{
	size_t copied = 0;
	if (!sql_run(cache->sql, CACHE_ATTACH_OLD, NULL, SQL_TEXT(old_path)))
		return 0;
	if (cache_begin(cache, NULL)) {
		copied = copy_outbox(cache);
		if (!cache_commit(cache, NULL))
			copied = 0;
	}
	sql_exec(cache->sql, "DETACH old", NULL);
	return copied;
}

/* The file goes aside, a new one takes its place. `why` becomes the error when that cannot be. */
static bool renew(struct cache *cache, const struct err *why, struct err *err)
{
	const char *ending = why->code == SQL_NEWER ? ".newer" : ".damaged";
	char *old_path;
	if (asprintf(&old_path, "%s%s", cache->path, ending) < 0)
		abort();
	sql_close(cache->sql);
	cache->sql = NULL;
	bool aside = sql_set_aside(cache->path, ending, NULL);
	/* Where it could not go aside, another covey may have renewed it just now. */
	bool ok = open_database(cache, err);
	if (ok && aside) {
		size_t copied = carry_outbox_over(cache, old_path);
		log_warning("%s; it is now %s, and %zu unsent messages were taken over from it", why->text,
		            old_path, copied);
	}
	cache->damaged = cache->write_failed = false;
	free(old_path);
	return ok;
}

static bool is_unusable(const struct err *err)
{
	return err->code == SQL_DAMAGED || err->code == SQL_NEWER;
}

struct cache *cache_open(const char *path, struct err *err)
{
	struct err why = {0};
	struct cache *cache = mem_alloc(sizeof(*cache));
	cache->path = mem_strdup(path);
	bool ok = open_database(cache, &why);
	if (!ok && is_unusable(&why))
		ok = renew(cache, &why, &why);
	if (ok)
		return cache;
	err_set(err, why.code, "%s", why.text);
	cache_close(cache);
	return NULL;
}

void cache_close(struct cache *cache)
{
	if (!cache)
		return;
	if (cache->sql && cache->damaged)
		renew(cache, &(struct err){SQL_DAMAGED, "the cache is damaged"}, NULL);
	sql_close(cache->sql);
	free(cache->path);
	free(cache);
}

bool cache_begin(struct cache *cache, struct err *err)
{
	cache->write_failed = cache->outbox_changed = false;
	if (sql_begin(cache->sql, err))
		return true;
	cache->incomplete = true;
	return false;
}

static bool commit(struct cache *cache, struct err *err)
{
	if (cache->write_failed)
		return err_set(err, 0, "%s: what changed could not be saved", cache->path);
	return sql_commit(cache->sql, err) && (!cache->outbox_changed || sql_sync(cache->sql, err));
}

bool cache_commit(struct cache *cache, struct err *err)
{
	if (commit(cache, err))
		return true;
	sql_rollback(cache->sql);
	cache->incomplete = true;
	return false;
}

bool cache_load(struct cache *cache, struct state_event_list *events, struct err *err)
{
	struct err why = {0};
	if (cache_load_all(cache, events, &why))
		return true;
	if (is_unusable(&why) && renew(cache, &why, &why) && cache_load_all(cache, events, &why))
		return true;
	return err_set(err, why.code, "%s", why.text);
}
