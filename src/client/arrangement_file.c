#include "client/arrangement_file.h"

#include <stdlib.h>
#include <string.h>

#include "backend/convert.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/utf8.h"
#include "proto/json.h"
#include "state/query.h"

#define BLANKS " \t\r"
#define HEAD                                                                                             \
	"; Conversation groups of covey. `covey group import --dry-run FILE` says what would change so " \
	"that yours are like this.\n"
#define POLICY "policy"
#define CONVERSATION "conversation"
/* The same as members of an object; GROUP is its name. */
#define JSON_GROUP "groupName"
#define JSON_ENDING ".json"
#define JSON_CONVERSATIONS "conversationIDList"

/* ---- writing ---- */

static void add_conversation(struct buf *text, const struct state *state, const char *id)
{
	const struct state_conversation *conversation = state_conversation(state, id);
	buf_printf(text, CONVERSATION " = %s", id);
	if (conversation) {
		char *name = utf8_clean(conversation->name, false);
		buf_printf(text, " ; %s", name);
		free(name);
	}
	buf_append_str(text, "\n");
}

char *arrangement_ini(const struct state_arrangement *arrangement, const struct state *state)
{
	struct buf text;
	buf_init(&text, ARRANGEMENT_BYTES_MAX);
	buf_append_str(&text, HEAD);
	for (size_t i = 0; i < arrangement->convgroups.len; i++) {
		const struct state_arranged *convgroup = &arrangement->convgroups.items[i];
		buf_printf(&text, "\n[%s]\n", convgroup->name);
		if (*convgroup->policy)
			buf_printf(&text, POLICY " = %s\n", convgroup->policy);
		for (size_t j = 0; j < convgroup->conversations.len; j++)
			add_conversation(&text, state, convgroup->conversations.items[j]);
	}
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}

static void add_line(struct buf *text, const struct state_arranged *convgroup)
{
	struct json *object = json_object(), *ids = json_array();
	for (size_t i = 0; i < convgroup->conversations.len; i++)
		json_push_string(ids, convgroup->conversations.items[i]);
	json_set_string(object, JSON_GROUP, convgroup->name);
	json_set_string(object, POLICY, convgroup->policy);
	json_set(object, JSON_CONVERSATIONS, ids);
	char *line = json_print(object);
	buf_printf(text, "%s\n", line);
	free(line);
	json_destroy(object);
}

char *arrangement_json(const struct state_arrangement *arrangement)
{
	struct buf text;
	buf_init(&text, ARRANGEMENT_BYTES_MAX);
	buf_append_str(&text, "");
	for (size_t i = 0; i < arrangement->convgroups.len; i++)
		add_line(&text, &arrangement->convgroups.items[i]);
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}

/* ---- reading ---- */

/* The group that the lines are about. */
struct reader {
	struct state_arrangement *arrangement;
	char *name, *policy;
	int line, policy_line;
	struct strlist conversations;
	VEC(int) lines; /* of the conversations */
};

/* Room for the lines of the group that was added last. */
static struct state_arranged *place_last(struct state_arrangement *arrangement)
{
	struct state_arranged *last = &arrangement->convgroups.items[arrangement->convgroups.len - 1];
	last->lines = arena_array(&arrangement->arena, last->conversations.len, sizeof(*last->lines));
	return last;
}

static void add_convgroup(struct reader *reader)
{
	state_arrangement_add(reader->arrangement, reader->name, reader->policy,
	                      strlist_span(&reader->conversations));
	struct state_arranged *added = place_last(reader->arrangement);
	added->policy_line = reader->policy_line;
	for (size_t i = 0; i < reader->lines.len; i++)
		added->lines[i] = reader->lines.items[i];
}

static void end_convgroup(struct reader *reader)
{
	if (reader->name)
		add_convgroup(reader);
	mem_replace(&reader->name, NULL);
	mem_replace(&reader->policy, NULL);
	strlist_clear(&reader->conversations);
	vec_clear(&reader->lines);
}

static void cut_comment(char *value)
{
	for (char *at = value; (at = strchr(at, ';')); at++) {
		if (at == value || strchr(BLANKS, at[-1])) {
			*at = '\0';
			return;
		}
	}
}

static char *trim(char *text)
{
	text += strspn(text, BLANKS);
	size_t len = strlen(text);
	while (len > 0 && strchr(BLANKS, text[len - 1]))
		text[--len] = '\0';
	return text;
}

static bool read_heading(struct reader *reader, char *line, struct err *err)
{
	char *end = strrchr(line, ']');
	if (!end)
		return err_set(err, 0, "a group's name ends with \"]\"");
	end_convgroup(reader);
	*end = '\0';
	reader->name = mem_strdup(line + 1);
	return true;
}

static bool read_setting(struct reader *reader, char *line, struct err *err)
{
	char *equals = strchr(line, '=');
	if (!equals)
		return err_set(err, 0,
		               "neither a [group] nor \"" POLICY " = …\" or \"" CONVERSATION " = …\"");
	*equals = '\0';
	char *name = trim(line), *value = equals + 1;
	cut_comment(value);
	value = trim(value);
	if (!reader->name)
		return err_set(err, 0, "it stands in no [group]");
	if (str_equal(name, POLICY)) {
		mem_replace(&reader->policy, value);
		reader->policy_line = reader->line;
	} else if (str_equal(name, CONVERSATION)) {
		strlist_add(&reader->conversations, value);
		vec_push(&reader->lines, reader->line);
	} else {
		return err_set(err, 0, "“%s” is neither " POLICY " nor " CONVERSATION, name);
	}
	return true;
}

static void add_json(struct reader *reader, const char *name, const char *policy, struct strspan ids)
{
	state_arrangement_add(reader->arrangement, name, policy, ids);
	struct state_arranged *added = place_last(reader->arrangement);
	added->policy_line = reader->line;
	for (size_t i = 0; i < ids.len; i++)
		added->lines[i] = reader->line;
}

static bool read_json(struct reader *reader, const char *line, struct err *err)
{
	struct arena arena;
	struct strspan ids = {0};
	struct json *object = json_read(line, err);
	if (!object)
		return false;
	arena_init(&arena);
	const char *name = json_get_string(object, JSON_GROUP), *policy = json_get_string(object, POLICY);
	bool ok = name && json_get_strings(object, JSON_CONVERSATIONS, &arena, &ids);
	if (ok)
		add_json(reader, name, policy, ids);
	else
		err_set(err, 0, "a group has a \"" JSON_GROUP "\" and a \"" JSON_CONVERSATIONS "\"");
	arena_finish(&arena);
	json_destroy(object);
	return ok;
}

static bool read_line(struct reader *reader, char *line, struct err *err)
{
	line = trim(line);
	if (*line == '\0' || *line == ';' || *line == '#')
		return true;
	if (*line == '{')
		return read_json(reader, line, err);
	return *line == '[' ? read_heading(reader, line, err) : read_setting(reader, line, err);
}

bool arrangement_read(struct state_arrangement *arrangement, const char *text, struct err *err)
{
	struct reader reader = {.arrangement = arrangement};
	struct err why = {0};
	char *copy = mem_strdup(text), *rest = copy;
	bool ok = true;
	arrangement->is_person_id = convert_is_person_id;
	for (reader.line = 1; ok && rest; reader.line++) {
		char *line = strsep(&rest, "\n");
		ok = read_line(&reader, line, &why) || err_set(err, 0, "line %d: %s", reader.line, why.text);
	}
	end_convgroup(&reader);
	vec_finish(&reader.lines);
	strlist_finish(&reader.conversations);
	free(copy);
	return ok;
}

/* ---- files ---- */

/* The caller frees it. */
static char *find_path(const char *path)
{
	const char *home = getenv("HOME");
	return str_has_prefix(path, "~/") && home ? path_join(home, path + strlen("~/")) : mem_strdup(path);
}

static bool read_file(const char *path, struct state_arrangement *arrangement, struct err *err)
{
	char *found = find_path(path), *text = path_read(found, ARRANGEMENT_BYTES_MAX, err);
	bool ok = text && arrangement_read(arrangement, text, err);
	free(text);
	free(found);
	return ok;
}

static bool is_json(const char *path)
{
	size_t len = strlen(path), ending = strlen(JSON_ENDING);
	return len > ending && str_equal(path + len - ending, JSON_ENDING);
}

static bool write_file(const char *path, const struct state_arrangement *arrangement,
                       const struct state *state, struct err *err)
{
	char *found = find_path(path),
	     *text = is_json(path) ? arrangement_json(arrangement) : arrangement_ini(arrangement, state);
	bool ok = path_write_private(found, text, err);
	free(text);
	free(found);
	return ok;
}

const struct ui_files arrangement_files = {.read_arrangement = read_file, .write_arrangement = write_file};
