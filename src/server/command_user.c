#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "server/command.h"
#include "store/db.h"
#include "store/db_user.h"

#define PASSWORD_BYTES 1024

/* Passwords. */

/* The line without its end, or false. */
static bool read_line(char line[PASSWORD_BYTES])
{
	if (!fgets(line, PASSWORD_BYTES, stdin))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

static bool read_hidden(const char *prompt, char line[PASSWORD_BYTES])
{
	struct termios before, hidden;
	fprintf(stderr, "%s", prompt);
	tcgetattr(STDIN_FILENO, &before);
	hidden = before;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	bool ok = read_line(line);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	fprintf(stderr, "\n");
	return ok;
}

static bool ask_twice(char password[PASSWORD_BYTES], struct err *err)
{
	char again[PASSWORD_BYTES];
	bool ok = read_hidden("Password: ", password) && read_hidden("Again: ", again);
	bool same = ok && str_equal(password, again);
	password_wipe(again, sizeof(again));
	if (!ok)
		return err_set(err, 0, "no password was given");
	return same || err_set(err, 0, "the two passwords differ");
}

static bool read_password(char password[PASSWORD_BYTES], struct err *err)
{
	if (isatty(STDIN_FILENO))
		return ask_twice(password, err) && (*password || err_set(err, 0, "the password is empty"));
	return (read_line(password) && *password) ||
	       err_set(err, 0, "no password on standard input: one line is expected there");
}

static bool read_hash(const struct options *options, char hash[PASSWORD_HASH_SIZE], struct err *err)
{
	char password[PASSWORD_BYTES];
	bool ok = password_init(err) && read_password(password, err) &&
	          password_hash(password, options->cost, hash, err);
	password_wipe(password, sizeof(password));
	return ok;
}

/* What is done with accounts. The transaction begins when all is known: a person types for a while. */

static bool find(struct db *db, const char *name, int64_t *user, struct err *err)
{
	*user = db_user_find(db, name);
	return *user || err_set(err, 0, "there is no user %s", name);
}

static bool add(struct db *db, const struct options *options, const char *name, struct err *err)
{
	int64_t user;
	char hash[PASSWORD_HASH_SIZE];
	/* Looked at first: nobody likes to type a password for nothing. */
	if (db_user_find(db, name))
		return err_set(err, 0, "there is a user %s already", name);
	if (!read_hash(options, hash, err))
		return false;
	db_begin(db, clock_now_ms());
	return db_user_create(db, name, hash, &user, err);
}

static bool passwd(struct db *db, const struct options *options, const char *name, struct err *err)
{
	int64_t user;
	char hash[PASSWORD_HASH_SIZE];
	if (!find(db, name, &user, err) || !read_hash(options, hash, err))
		return false;
	db_begin(db, clock_now_ms());
	db_user_set_password(db, user, hash);
	return true;
}

static bool take_away(struct db *db, const struct options *options, const char *name, struct err *err)
{
	(void)options;
	int64_t user;
	if (!find(db, name, &user, err))
		return false;
	db_begin(db, clock_now_ms());
	db_user_remove(db, user);
	return true;
}

static bool list(struct db *db, const struct options *options, const char *name, struct err *err)
{
	(void)options, (void)name, (void)err;
	struct arena arena;
	arena_init(&arena);
	struct proto_user_list users = db_user_list(db, &arena);
	for (size_t i = 0; i < users.len; i++)
		puts(users.items[i].user_id);
	arena_finish(&arena);
	return true;
}

static const struct action {
	const char *name;
	bool (*run)(struct db *db, const struct options *options, const char *name, struct err *err);
	bool takes_names; /* one or more */
	bool makes; /* the database, where there is none */
} actions[] = {
        {"add", add, true, true},
        {"list", list, false, false},
        {"remove", take_away, true, false},
        {"passwd", passwd, true, false},
};

static const struct action *find_action(struct strspan words)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		bool has_names = words.len > 1;
		if (words.len > 0 && str_equal(words.items[0], actions[i].name) &&
		    has_names == actions[i].takes_names)
			return &actions[i];
	}
	return NULL;
}

/* Those before a name that fails are done. */
static bool run_for_each(const struct action *action, struct db *db, const struct options *options,
                         struct strspan names, struct err *err)
{
	for (size_t i = 0; i < names.len; i++) {
		if (!action->run(db, options, names.items[i], err) || !db_commit(db, err))
			return false;
	}
	return true;
}

enum command_status command_user(const struct options *options, struct strspan words, struct err *err)
{
	const struct action *action = find_action(words);
	if (!action) {
		err_set(err, 0, "usage: coveyd user add|list|remove|passwd [NAME…] --data DIR");
		return COMMAND_USAGE;
	}
	struct db *db = command_open(options, action->makes, err);
	if (!db)
		return COMMAND_FAILED;
	bool ok = action->takes_names ? run_for_each(action, db, options,
	                                             (struct strspan){words.items + 1, words.len - 1}, err)
	                              : action->run(db, options, NULL, err);
	db_close(db);
	return ok ? COMMAND_DONE : COMMAND_FAILED;
}
