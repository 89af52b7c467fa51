/*
 * docs FILE…: makes those parts of each document anew that follow from the program's tables
 * (section.h); all else in them is written by hand and stays. A section that stands in no document,
 * or a document without one, is a mistake. tests/tools/docs calls this.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "base/vec.h"
#include "docs/section.h"

#define DOCUMENT_MAX_BYTES (1024 * 1024)

static const struct section *const tables[] = {markdown_sections, protocol_sections, man_covey_sections,
                                               man_coveyd_sections, completion_sections};
#define TABLE_COUNT (sizeof(tables) / sizeof(tables[0]))

/* Those that stood in some document. */
struct used {
	const struct section **items;
	size_t len, cap;
};

struct document {
	const char *path;
	const char *at; /* what is not read yet */
	FILE *out;
	size_t sections;
};

static const struct {
	const char *before, *after;
} comments[] = {{"<!-- ", " -->"}, {".\\\" ", ""}, {"# ", ""}};

static bool has_suffix(const char *s, const char *suffix)
{
	size_t len = strlen(s), suffix_len = strlen(suffix);
	return len >= suffix_len && str_equal(s + len - suffix_len, suffix);
}

/* Is `line` the comment "MARK NAME", where MARK is "" or "/"? */
static bool is_marker(const char *line, const char *mark, const char *name)
{
	for (size_t i = 0; i < sizeof(comments) / sizeof(comments[0]); i++) {
		char marker[128];
		snprintf(marker, sizeof(marker), "%s%s%s%s", comments[i].before, mark, name,
		         comments[i].after);
		if (str_equal(line, marker))
			return true;
	}
	return false;
}

static const struct section *find_section(const char *path, const char *line)
{
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		for (const struct section *section = tables[i]; section->name; section++) {
			if (has_suffix(path, section->suffix) && is_marker(line, "", section->name))
				return section;
		}
	}
	return NULL;
}

/* The next line without its end, which the caller frees; NULL at the end. */
static char *read_line(struct document *document)
{
	if (!*document->at)
		return NULL;
	size_t len = strcspn(document->at, "\n");
	char *line = mem_strndup(document->at, len);
	document->at += len + (document->at[len] == '\n');
	return line;
}

static bool skip_old(struct document *document, const struct section *section, struct err *err)
{
	char *line;
	while ((line = read_line(document))) {
		bool end = is_marker(line, "/", section->name);
		if (end)
			fprintf(document->out, "%s\n", line);
		free(line);
		if (end)
			return true;
	}
	return err_set(err, 0, "%s: the section “%s” has no end", document->path, section->name);
}

static bool make_anew(struct document *document, struct used *used, struct err *err)
{
	char *line;
	while ((line = read_line(document))) {
		const struct section *section = find_section(document->path, line);
		fprintf(document->out, "%s\n", line);
		free(line);
		if (!section)
			continue;
		section->write(document->out);
		vec_push(used, section);
		document->sections++;
		if (!skip_old(document, section, err))
			return false;
	}
	return document->sections > 0 || err_set(err, 0, "%s has no section", document->path);
}

static bool write_document(const char *path, const char *text, struct err *err)
{
	FILE *file = fopen(path, "we");
	if (!file)
		return err_set(err, 0, "cannot write %s: %m", path);
	fputs(text, file);
	return fclose(file) == 0 || err_set(err, 0, "cannot write %s: %m", path);
}

static bool mend(const char *path, struct used *used, struct err *err)
{
	char *old = path_read(path, DOCUMENT_MAX_BYTES, err), *text = NULL;
	size_t len;
	if (!old)
		return false;
	struct document document = {.path = path, .at = old, .out = open_memstream(&text, &len)};
	bool ok = make_anew(&document, used, err);
	fclose(document.out);
	ok = ok && (str_equal(old, text) || write_document(path, text, err));
	free(text);
	free(old);
	return ok;
}

static bool check_used(const struct used *used, struct err *err)
{
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		for (const struct section *section = tables[i]; section->name; section++) {
			bool found = false;
			for (size_t j = 0; j < used->len; j++)
				found |= used->items[j] == section;
			if (!found)
				return err_set(err, 0, "the section “%s” for *%s is in no document",
				               section->name, section->suffix);
		}
	}
	return true;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	struct used used = {0};
	bool ok = true;
	for (int i = 1; ok && i < argc; i++)
		ok = mend(argv[i], &used, &err);
	ok = ok && check_used(&used, &err);
	vec_finish(&used);
	if (!ok)
		fprintf(stderr, "docs: %s\n", err.text);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
