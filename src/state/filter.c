#include "state/filter.h"

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"

/* "not not not …" and "((((…" go as deep as this. */
#define DEPTH_MAX 64
/* Bytes: of all words with ", " between; of a wrong one that is shown. */
#define WORDS_SIZE 160
#define WORD_SHOWN 24

enum node_type {
	NODE_TEST,
	NODE_NOT, /* first */
	NODE_AND, /* first, second */
	NODE_OR,
};

/* A tree; nodes refer to each other by their place in the filter's vector. */
struct node {
	enum node_type type;
	size_t first, second;
	enum state_filter_test test;
	char operation; /* '~', '=', '<', '>', or 0: the word alone */
	int64_t number; /* NUMBER; AGE: milliseconds */
	char *folded; /* TEXT '=' */
	regex_t *regex; /* TEXT '~' */
};

struct state_filter {
	VEC(struct node) nodes;
	size_t root;
};

#define X(name, word_, kind_, help_) \
	[STATE_FILTER_TEST_##name] = {.word = (word_), .help = (help_), .kind = STATE_FILTER_##kind_},
const struct state_filter_info state_filter_tests[STATE_FILTER_TEST_COUNT] = {STATE_FILTER_TESTS(X)};
#undef X

/* ---- parsing: one function for each line of the grammar ---- */

struct parser {
	struct state_filter *filter;
	const char *text, *at;
	int depth;
	struct err *err;
};

static bool parse_expression(struct parser *parser, size_t *node);

static int column_of(const struct parser *parser)
{
	return utf8_width(parser->text) - utf8_width(parser->at) + 1;
}

static bool fail(const struct parser *parser, const char *what)
{
	return err_set(parser->err, 0, "%s at column %d of “%s”", what, column_of(parser), parser->text);
}

/* "all, unread, …" */
static void list_words(char *list, size_t size)
{
	size_t used = 0;
	for (int i = 0; i < STATE_FILTER_TEST_COUNT && used < size; i++)
		used += (size_t)snprintf(list + used, size - used, "%s%s", i > 0 ? ", " : "",
		                         state_filter_tests[i].word);
}

/* Where a word stands that is none, or none stands, one is told what can. */
static bool fail_word(const struct parser *parser, size_t len)
{
	char words[WORDS_SIZE], what[WORD_SHOWN + sizeof("“” is no word")] = "A word is missing";
	list_words(words, sizeof(words));
	if (len > 0)
		snprintf(what, sizeof(what), "“%.*s” is no word", len < WORD_SHOWN ? (int)len : WORD_SHOWN,
		         parser->at);
	return err_set(parser->err, 0, "%s at column %d. Words: %s; and, or, not between: person and unread",
	               what, column_of(parser), words);
}

static size_t add_node(struct parser *parser, struct node node)
{
	vec_push(&parser->filter->nodes, node);
	return parser->filter->nodes.len - 1;
}

static void skip_blanks(struct parser *parser)
{
	while (*parser->at == ' ' || *parser->at == '\t')
		parser->at++;
}

static size_t word_length(const char *at)
{
	size_t len = 0;
	while (isalpha((unsigned char)at[len]))
		len++;
	return len;
}

/* Is `word` next? Then it is taken. */
static bool take_word(struct parser *parser, const char *word)
{
	skip_blanks(parser);
	size_t len = word_length(parser->at);
	if (len != strlen(word) || strncmp(parser->at, word, len) != 0)
		return false;
	parser->at += len;
	return true;
}

/* A value in quotes or up to a blank or parenthesis, which the caller frees; NULL when there is none. */
static char *take_value(struct parser *parser)
{
	char *value = mem_alloc(strlen(parser->at) + 1);
	char *end = value;
	bool quoted = *parser->at == '"';
	if (quoted)
		parser->at++;
	while (*parser->at && !(quoted ? *parser->at == '"' : strchr(" \t()", *parser->at) != NULL)) {
		if (quoted && *parser->at == '\\' && parser->at[1])
			parser->at++;
		*end++ = *parser->at++;
	}
	bool closed = !quoted || *parser->at == '"';
	if (quoted && closed)
		parser->at++;
	if (closed && (quoted || end > value))
		return value;
	free(value);
	return NULL;
}

static bool set_text(const struct parser *parser, struct node *node, const char *value)
{
	if (node->operation == '=') {
		node->folded = utf8_fold(value);
		return true;
	}
	regex_t *regex = mem_alloc(sizeof(*regex));
	int wrong = regcomp(regex, value, REG_EXTENDED | REG_ICASE | REG_NOSUB);
	if (wrong) {
		free(regex);
		return fail(parser, "There is no good regular expression");
	}
	node->regex = regex;
	return true;
}

static bool set_number(const struct parser *parser, struct node *node, const char *value)
{
	uint64_t number;
	if (!str_to_uint(value, INT32_MAX, &number))
		return fail(parser, "There is no number");
	node->number = (int64_t)number;
	return true;
}

static bool set_age(const struct parser *parser, struct node *node, char *value)
{
	static const struct {
		char letter;
		int64_t ms;
	} units[] = {{'s', 1000}, {'m', 60000}, {'h', 3600000}, {'d', 86400000}, {'w', 604800000}};
	size_t len = strlen(value);
	for (size_t i = 0; len > 0 && i < sizeof(units) / sizeof(units[0]); i++) {
		if (value[len - 1] != units[i].letter)
			continue;
		value[len - 1] = '\0';
		if (!set_number(parser, node, value))
			return false;
		node->number *= units[i].ms;
		return true;
	}
	return fail(parser, "There is no age such as 30d");
}

static bool set_value(const struct parser *parser, struct node *node, char *value)
{
	switch (state_filter_tests[node->test].kind) {
	case STATE_FILTER_TEXT:
		return set_text(parser, node, value);
	case STATE_FILTER_AGE:
		return set_age(parser, node, value);
	default:
		return set_number(parser, node, value);
	}
}

/* The operators that a word of this kind takes. */
static const char *operators(enum state_filter_kind kind)
{
	static const char *const table[STATE_FILTER_KIND_COUNT] = {
	        [STATE_FILTER_FLAG] = "",
	        [STATE_FILTER_NUMBER] = "<>=",
	        [STATE_FILTER_TEXT] = "~=",
	        [STATE_FILTER_AGE] = "<>",
	};
	return table[kind];
}

static bool find_test(const char *word, size_t len, enum state_filter_test *test)
{
	for (int i = 0; i < STATE_FILTER_TEST_COUNT; i++) {
		if (strlen(state_filter_tests[i].word) != len ||
		    strncmp(state_filter_tests[i].word, word, len) != 0)
			continue;
		*test = (enum state_filter_test)i;
		return true;
	}
	return false;
}

static bool parse_test(struct parser *parser, size_t *node)
{
	struct node test = {.type = NODE_TEST};
	size_t len = word_length(parser->at);
	if (!find_test(parser->at, len, &test.test))
		return fail_word(parser, len);
	parser->at += len;
	enum state_filter_kind kind = state_filter_tests[test.test].kind;
	bool has_value = *parser->at && strchr(operators(kind), *parser->at);
	if (has_value) {
		test.operation = *parser->at++;
		char *value = take_value(parser);
		bool ok = value ? set_value(parser, &test, value) : fail(parser, "A value is missing");
		free(value);
		if (!ok)
			return false;
	} else if (kind == STATE_FILTER_TEXT || kind == STATE_FILTER_AGE) {
		return fail(parser, "An operator is missing");
	}
	*node = add_node(parser, test);
	return true;
}

static bool parse_part(struct parser *parser, size_t *node)
{
	bool ok;
	if (++parser->depth > DEPTH_MAX)
		return fail(parser, "That is nested too deep");
	if (take_word(parser, "not")) {
		struct node not_node = {.type = NODE_NOT};
		ok = parse_part(parser, &not_node.first);
		*node = ok ? add_node(parser, not_node) : 0;
	} else if (*parser->at == '(') {
		parser->at++;
		ok = parse_expression(parser, node);
		skip_blanks(parser);
		if (ok && *parser->at != ')')
			ok = fail(parser, "A ) is missing");
		if (ok)
			parser->at++;
	} else {
		ok = parse_test(parser, node);
	}
	parser->depth--;
	return ok;
}

/* Does a part follow, so that "and" may be left out? */
static bool part_follows(struct parser *parser)
{
	skip_blanks(parser);
	return *parser->at && *parser->at != ')' &&
	       !(word_length(parser->at) == 2 && strncmp(parser->at, "or", 2) == 0);
}

static bool parse_all(struct parser *parser, size_t *node)
{
	if (!parse_part(parser, node))
		return false;
	while (take_word(parser, "and") || part_follows(parser)) {
		struct node and_node = {.type = NODE_AND, .first = *node};
		skip_blanks(parser);
		if (!parse_part(parser, &and_node.second))
			return false;
		*node = add_node(parser, and_node);
	}
	return true;
}

static bool parse_expression(struct parser *parser, size_t *node)
{
	if (!parse_all(parser, node))
		return false;
	while (take_word(parser, "or")) {
		struct node or_node = {.type = NODE_OR, .first = *node};
		if (!parse_all(parser, &or_node.second))
			return false;
		*node = add_node(parser, or_node);
	}
	return true;
}

struct state_filter *state_filter_create(const char *text, struct err *err)
{
	if (strlen(text) > STATE_FILTER_MAX_BYTES) {
		err_set(err, 0, "A filter may have at most %d bytes", STATE_FILTER_MAX_BYTES);
		return NULL;
	}
	struct state_filter *filter = mem_alloc(sizeof(*filter));
	struct parser parser = {.filter = filter, .text = text, .at = text, .err = err};
	bool ok = parse_expression(&parser, &filter->root);
	if (ok && *parser.at)
		ok = fail(&parser, "This does not belong there");
	if (ok)
		return filter;
	state_filter_destroy(filter);
	return NULL;
}

void state_filter_destroy(struct state_filter *filter)
{
	if (!filter)
		return;
	for (size_t i = 0; i < filter->nodes.len; i++) {
		struct node *node = &filter->nodes.items[i];
		free(node->folded);
		if (node->regex)
			regfree(node->regex);
		free(node->regex);
	}
	vec_finish(&filter->nodes);
	free(filter);
}

/* ---- matching ---- */

static bool matches_number(const struct node *node, int64_t number)
{
	switch (node->operation) {
	case '<':
		return number < node->number;
	case '>':
		return number > node->number;
	case '=':
		return number == node->number;
	default:
		return number > 0;
	}
}

static bool matches_text(const struct node *node, const char *text)
{
	if (!text)
		text = "";
	if (node->operation == '~')
		return regexec(node->regex, text, 0, NULL, 0) == 0;
	char *folded = utf8_fold(text);
	bool same = str_equal(folded, node->folded);
	free(folded);
	return same;
}

static bool matches_convgroup(const struct node *node, const struct strlist *convgroups)
{
	for (size_t i = 0; i < convgroups->len; i++)
		if (matches_text(node, convgroups->items[i]))
			return true;
	return false;
}

static bool has_unsent(const struct state_conversation *conversation)
{
	size_t len = conversation->messages.len;
	return len > 0 && conversation->messages.items[len - 1].delivery != STATE_DELIVERED;
}

static bool matches_test(const struct node *node, const struct state_conversation *conversation,
                         int64_t now_ms)
{
	switch (node->test) {
	case STATE_FILTER_TEST_ALL:
		return true;
	case STATE_FILTER_TEST_UNREAD:
		return matches_number(node, conversation->unread);
	case STATE_FILTER_TEST_MENTIONS:
		return matches_number(node, conversation->mentions);
	case STATE_FILTER_TEST_PINNED:
		return conversation->pinned;
	case STATE_FILTER_TEST_PERSON:
		return conversation->kind == STATE_PERSON;
	case STATE_FILTER_TEST_ROOM:
		return conversation->kind == STATE_ROOM;
	case STATE_FILTER_TEST_MUTED:
		return conversation->remind == STATE_REMIND_DISCARD;
	case STATE_FILTER_TEST_UNFILED:
		return conversation->convgroups.len == 0;
	case STATE_FILTER_TEST_DRAFT:
		return !str_empty(conversation->draft);
	case STATE_FILTER_TEST_UNSENT:
		return has_unsent(conversation);
	case STATE_FILTER_TEST_GROUP:
		return matches_convgroup(node, &conversation->convgroups);
	case STATE_FILTER_TEST_NAME:
		return matches_text(node, conversation->name);
	case STATE_FILTER_TEST_ID:
		return matches_text(node, conversation->peer);
	case STATE_FILTER_TEST_FROM:
		return matches_text(node, conversation->last_from);
	case STATE_FILTER_TEST_TEXT:
		return matches_text(node, conversation->last_text);
	case STATE_FILTER_TEST_IDLE:
		return matches_number(node, now_ms - conversation->last_time_ms);
	case STATE_FILTER_TEST_COUNT:
		break;
	}
	return false;
}

static bool matches_node(const struct state_filter *filter, size_t at,
                         const struct state_conversation *conversation, int64_t now_ms)
{
	const struct node *node = &filter->nodes.items[at];
	switch (node->type) {
	case NODE_NOT:
		return !matches_node(filter, node->first, conversation, now_ms);
	case NODE_AND:
		return matches_node(filter, node->first, conversation, now_ms) &&
		       matches_node(filter, node->second, conversation, now_ms);
	case NODE_OR:
		return matches_node(filter, node->first, conversation, now_ms) ||
		       matches_node(filter, node->second, conversation, now_ms);
	case NODE_TEST:
		break;
	}
	return matches_test(node, conversation, now_ms);
}

bool state_filter_matches(const struct state_filter *filter, const struct state_conversation *conversation,
                          int64_t now_ms)
{
	return matches_node(filter, filter->root, conversation, now_ms);
}
