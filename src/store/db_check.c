/* What `coveyd check` looks at: SQLite's own structure, its references, and the rules below. */
#include "store/db.h"

#include <stdio.h>

#include "base/str.h"
#include "store/db_query.h"

struct rule {
	const char *text;
	const char *broken_by; /* how many break it */
};

static const struct rule rules[] = {
        {"the sequences of a conversation have no holes",
         "SELECT count(*) FROM stream s WHERE s.last_sequence !="
         " (SELECT count(*) FROM message m WHERE m.stream = s.id AND m.sequence BETWEEN 1 AND "
         "s.last_sequence)"
         " OR EXISTS (SELECT 1 FROM message m WHERE m.stream = s.id AND m.sequence > s.last_sequence)"},
        {"nothing is read that was not sent, or was sent before one may see it",
         "SELECT count(*) FROM conversation c JOIN stream s ON s.id = c.stream"
         " WHERE c.read_sequence NOT BETWEEN c.visible_after AND s.last_sequence"},
        {"every user has notes",
         "SELECT count(*) FROM user u WHERE NOT u.is_removed AND NOT EXISTS (SELECT 1 FROM conversation c"
         " JOIN stream s ON s.id = c.stream WHERE c.user = u.id AND s.low = u.id AND s.high = u.id)"},
        {"every room has one owner, who is a member",
         "SELECT count(*) FROM room r WHERE 1 != (SELECT count(*) FROM membership m WHERE m.room = r.id"
         " AND m.left_event IS NULL AND m.role = 'Owner')"
         " OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.room = r.id AND m.left_event IS NULL"
         " AND m.role = 'Owner' AND m.user = r.owner)"},
        {"a room counts its members",
         "SELECT count(*) FROM room r WHERE r.member_count !="
         " (SELECT count(*) FROM membership m WHERE m.room = r.id AND m.left_event IS NULL)"},
        {"who is a member has the conversation",
         "SELECT count(*) FROM membership m JOIN stream s ON s.room = m.room WHERE m.left_event IS NULL"
         " AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.stream = s.id AND c.user = m.user)"},
        {"who has a room's conversation is a member",
         "SELECT count(*) FROM conversation c JOIN stream s ON s.id = c.stream WHERE s.room IS NOT NULL"
         " AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.room = s.room AND m.user = c.user"
         " AND m.left_event IS NULL)"},
        {"conversations are filed by whom they belong to",
         "SELECT count(*) FROM filed f JOIN convgroup g ON g.id = f.convgroup"
         " JOIN conversation c ON c.id = f.conversation WHERE g.user != c.user"},
        {"whoever has events counts them", "SELECT count(*) FROM audience a WHERE a.event_count !="
                                           " (SELECT count(*) FROM event e WHERE e.audience = a.id)"},
};

struct checker {
	struct db *db;
	void (*report)(void *context, const char *text);
	void *context;
	bool ok;
};

static void complain(struct checker *checker, const char *format, const char *text, int64_t count)
{
	char line[300];
	snprintf(line, sizeof(line), format, text ? text : "?", (long long)count);
	checker->report(checker->context, line);
	checker->ok = false;
}

static void check_structure(struct checker *checker)
{
	struct db_query query = db_query(checker->db, "PRAGMA integrity_check");
	while (db_row(&query)) {
		if (!str_equal(db_text(&query, 0), "ok"))
			complain(checker, "damaged: %s", db_text(&query, 0), 0);
	}
}

static void check_references(struct checker *checker)
{
	struct db_query query =
	        db_query(checker->db, "SELECT \"table\", count(*) FROM pragma_foreign_key_check()"
	                              " GROUP BY 1");
	while (db_row(&query))
		complain(checker, "rows of table %s that refer to nothing: %lld", db_text(&query, 0),
		         db_int(&query, 1));
}

static void check_rule(struct checker *checker, const struct rule *rule)
{
	int64_t broken = db_value(checker->db, 0, rule->broken_by);
	if (broken)
		complain(checker, "not true that %s: %lld times", rule->text, broken);
}

static void tell_sums(struct checker *checker)
{
	char line[128];
	snprintf(line, sizeof(line), "ok: %lld users, %lld messages",
	         (long long)db_value(checker->db, 0, "SELECT count(*) FROM user"),
	         (long long)db_value(checker->db, 0, "SELECT count(*) FROM message"));
	checker->report(checker->context, line);
}

bool db_check(struct db *db, void (*report)(void *context, const char *text), void *context)
{
	struct checker checker = {.db = db, .report = report, .context = context, .ok = true};
	check_structure(&checker);
	check_references(&checker);
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		check_rule(&checker, &rules[i]);
	if (db_failure(db))
		complain(&checker, "the database failed: %s", db_failure(db), 0);
	if (checker.ok)
		tell_sums(&checker);
	return checker.ok;
}
