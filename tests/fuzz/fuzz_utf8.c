/* Any bytes as text: every function agrees with the others, and nothing that acts on a terminal is left. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void check_validity(const char *text, size_t len)
{
	bool broken = false;
	for (size_t at = 0; at < len;) {
		uint32_t c;
		size_t step = utf8_decode(text + at, len - at, &c);
		require(step >= 1 && step <= len - at);
		broken = broken || (c == 0xFFFD && step == 1);
		at += step;
	}
	require(utf8_valid(text, len) == !broken);
}

static int cell_width(const struct utf8_cluster *cluster)
{
	char cell[UTF8_CELL_BYTES];
	int width = 0;
	utf8_cell(cluster, cell);
	size_t len = strlen(cell);
	require(len < sizeof(cell) && utf8_valid(cell, len));
	for (size_t at = 0; at < len;) {
		uint32_t c;
		at += utf8_decode(cell + at, len - at, &c);
		width += utf8_codepoint_width(c);
	}
	return width;
}

static void check_clusters(const char *text)
{
	struct utf8_cluster cluster;
	int width = 0;
	size_t len = strlen(text), at = 0;
	/* Going left is quadratic here. */
	bool left_too = len <= 256;
	while (utf8_next_cluster(text + at, len - at, &cluster)) {
		require(cluster.len >= 1 && cluster.width >= 0 && cluster.width <= 2);
		require(cell_width(&cluster) == cluster.width);
		require(!left_too || utf8_prev_cluster(text, at + cluster.len) == at);
		at += cluster.len;
		width += cluster.width;
	}
	require(at == len);
	require(utf8_width(text) == width);
	require(utf8_fit(text, width) == len);
}

static void check_clean(const char *text, bool keep_newlines)
{
	char *clean = utf8_clean(text, keep_newlines);
	size_t len = strlen(clean);
	require(utf8_valid(clean, len));
	for (size_t at = 0; at < len;) {
		uint32_t c;
		at += utf8_decode(clean + at, len - at, &c);
		require(!utf8_is_control(c) || (keep_newlines && (c == '\n' || c == '\t')));
	}
	free(clean);
}

static void check_fold(const char *text)
{
	char *folded = utf8_fold(text);
	require(utf8_valid(folded, strlen(folded)));
	free(folded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_validity((const char *)data, size);
	char *text = mem_strndup((const char *)data, size);
	check_clusters(text);
	check_clean(text, false);
	check_clean(text, true);
	check_fold(text);
	free(text);
	return 0;
}
