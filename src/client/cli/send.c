/* covey send [--file FILE] CONV [TEXT…|-] */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "client/cli/job.h"
#include "client/cli/options.h"

/* What is read of standard input; a server's limit for a message is far below. */
#define SEND_MAX_BYTES ((size_t)64 * 1024)

static void join(struct buf *text, int count, char **words)
{
	for (int i = 0; i < count; i++) {
		if (i > 0)
			buf_append_char(text, ' ');
		buf_append_str(text, words[i]);
	}
}

static void read_input(struct buf *text)
{
	char block[4096];
	ssize_t got;
	while ((got = read(STDIN_FILENO, block, sizeof(block))) > 0)
		buf_append(text, block, (size_t)got);
	while (text->len > 0 && text->data[text->len - 1] == '\n')
		text->data[--text->len] = '\0';
}

static bool check_text(struct job *job, const struct buf *text)
{
	if (text->overflow)
		return job_fail(job, "the message is too large");
	if (strlen(text->data) != text->len || !utf8_valid(text->data, text->len))
		return job_fail(job, "the text is not valid UTF-8");
	if (text->len == 0)
		return job_fail(job, "there is nothing to send");
	return true;
}

static bool send_text(struct job *job, const char *conversation, bool from_input,
                      const struct options *options)
{
	struct buf text;
	buf_init(&text, SEND_MAX_BYTES);
	if (from_input)
		read_input(&text);
	else
		join(&text, options->argc, options->argv);
	bool ok = check_text(job, &text) && job_send(job, conversation, text.data);
	buf_finish(&text);
	return ok;
}

int command_send(struct config *config, int argc, char **argv)
{
	const char *file = NULL;
	struct options before = {
	        .command = "send",
	        .entries = (struct options_entry[]){{OPTIONS_FILE, NULL, &file}, {0}},
	        .in_front = true,
	        .least = 1,
	        .most = -1,
	};
	if (!options_parse(&before, config, argc, argv))
		return before.status;
	/* Behind CONV stand options, until the text begins. */
	struct options behind = before;
	behind.least = 0;
	if (!options_parse(&behind, config, before.argc, before.argv))
		return behind.status;
	bool dash = behind.argc == 1 && strcmp(behind.argv[0], "-") == 0;
	bool from_input = dash || (behind.argc == 0 && !file);

	struct job job = {0};
	const char *conversation = job_start(&job, config) ? job_conversation(&job, before.argv[0]) : NULL;
	if (conversation && (!file || job_send_file(&job, conversation, file)) &&
	    (from_input || behind.argc > 0))
		send_text(&job, conversation, from_input, &behind);
	return job_end(&job);
}
