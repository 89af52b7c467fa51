#include "unit/store/db_fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"

static void open_db(struct db_fixture *f)
{
	f->db = db_open(f->path, &f->limits, &f->err);
	if (!f->db)
		fail_msg("%s", f->err.text);
	db_begin(f->db, f->now);
}

int db_fixture_set_up(void **state)
{
	struct db_fixture *f = calloc(1, sizeof(*f));
	strcpy(f->folder, "/tmp/covey-test-db.XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/%s", f->folder, DB_FILE);
	f->limits = proto_limits_default;
	f->now = 1700000000000;
	arena_init(&f->arena);
	open_db(f);
	f->alice = db_fixture_user(f, "alice");
	f->bob = db_fixture_user(f, "bob");
	f->carol = db_fixture_user(f, "carol");
	*state = f;
	return 0;
}

static void complain(void *context, const char *text)
{
	(void)context;
	print_error("%s\n", text);
}

/* Whatever a test did, the database's own rules hold. */
int db_fixture_tear_down(void **state)
{
	struct db_fixture *f = *state;
	static const char *const endings[] = {"", "-wal", "-shm"};
	bool sound = db_check(f->db, complain, NULL);
	db_close(f->db);
	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		char path[128];
		snprintf(path, sizeof(path), "%s%s", f->path, endings[i]);
		unlink(path);
	}
	rmdir(f->folder);
	arena_finish(&f->arena);
	free(f);
	return sound ? 0 : -1;
}

void db_fixture_reopen(struct db_fixture *f)
{
	assert_true(db_commit(f->db, &f->err));
	db_close(f->db);
	open_db(f);
}

int64_t db_fixture_user(struct db_fixture *f, const char *name)
{
	int64_t user;
	assert_true(db_user_create(f->db, name, NULL, &user, &f->err));
	return user;
}

int64_t db_fixture_room(struct db_fixture *f, int64_t owner, const char *id, enum proto_room_type type)
{
	struct proto_room draft = {.group_id = id, .name = id, .type = type};
	int64_t room;
	assert_true(db_room_create(f->db, owner, &draft, &room, &f->err));
	return room;
}

struct db_conversation db_fixture_find(struct db_fixture *f, int64_t user, const char *id)
{
	struct db_conversation conversation;
	assert_true(db_conversation_find(f->db, user, id, &conversation, &f->err));
	return conversation;
}

struct proto_conversation db_fixture_view(struct db_fixture *f, int64_t user, const char *id)
{
	struct db_conversation conversation = db_fixture_find(f, user, id);
	assert_int_not_equal(conversation.id, 0);
	struct proto_conversation_list list =
	        db_conversation_list_these(f->db, &f->arena, &conversation.id, 1);
	assert_int_equal(list.len, 1);
	return list.items[0];
}

int64_t db_fixture_say(struct db_fixture *f, int64_t user, const char *id, const char *mentions)
{
	struct db_conversation conversation = db_fixture_find(f, user, id);
	struct proto_message message;
	struct proto_message draft = {
	        .client_id = arena_printf(&f->arena, "c%d", ++f->messages),
	        .type = PROTO_MESSAGE_TEXT,
	        .payload.json = "{\"text\":\"hello\"}",
	        .at_user_list = {&mentions, mentions ? 1 : 0},
	};
	assert_true(db_message_send(f->db, &f->arena, &conversation, &draft, &message, &f->err));
	return message.sequence;
}

int64_t db_fixture_event(struct db_fixture *f, int64_t audience)
{
	return db_event_add(f->db, audience, "onMessageReceived", "[]");
}

const char *db_fixture_join(struct db_fixture *f, struct strspan words)
{
	struct buf text;
	buf_init(&text, 65536);
	for (size_t i = 0; i < words.len; i++)
		buf_printf(&text, "%s%s", i ? " " : "", words.items[i]);
	const char *joined = arena_strdup(&f->arena, text.data);
	buf_finish(&text);
	return joined;
}
