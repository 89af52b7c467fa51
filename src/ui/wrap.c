#include "ui/wrap.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "ui/grid.h"

/* One paragraph on its way into rows: where the row began, and the last place at which it can end. */
struct wrapping {
	struct wrap_rows *rows;
	const char *text;
	int width;
	size_t row_start;
	int row_columns; /* from row_start to where we are */
	bool breakable; /* the two below are set */
	size_t row_end, next_start; /* the row's end, and what begins the next: blanks lie between */
};

int wrap_width(const char *text, size_t len)
{
	struct utf8_cluster cluster;
	int width = 0;
	for (; utf8_next_cluster(text, len, &cluster); text += cluster.len, len -= cluster.len)
		width += grid_cluster_width(&cluster);
	return width;
}

static bool is_blank(const struct utf8_cluster *cluster)
{
	return cluster->len == 1 && (*cluster->text == ' ' || *cluster->text == '\t');
}

/* Marks that no row may begin with (JIS X 4051 and GB/T 15834, the common ones). */
static bool is_closing(const struct utf8_cluster *cluster)
{
	static const uint32_t marks[] = {0x3001, 0x3002, 0x300D, 0x300F, 0x3011, 0x3015, 0x300B, 0x3009,
	                                 0x30FC, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F};
	uint32_t c;
	utf8_decode(cluster->text, cluster->len, &c);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (marks[i] == c)
			return true;
	return false;
}

static void end_row(struct wrapping *wrapping, size_t end, size_t next)
{
	struct wrap_row row = {wrapping->row_start, end - wrapping->row_start};
	vec_push(wrapping->rows, row);
	wrapping->row_start = next;
	wrapping->breakable = false;
}

/* The cluster at `at` does not fit any more. */
static void break_row(struct wrapping *wrapping, size_t at)
{
	if (wrapping->breakable)
		end_row(wrapping, wrapping->row_end, wrapping->next_start);
	else
		end_row(wrapping, at, at);
	size_t taken = wrapping->row_start < at ? at - wrapping->row_start : 0;
	wrapping->row_columns = wrap_width(wrapping->text + wrapping->row_start, taken);
}

static void wrap_paragraph(struct wrapping *wrapping, size_t at, size_t end)
{
	struct utf8_cluster cluster, before = {0};
	wrapping->row_start = at;
	wrapping->row_columns = 0;
	wrapping->breakable = false;
	for (; utf8_next_cluster(wrapping->text + at, end - at, &cluster);
	     at += cluster.len, before = cluster) {
		bool blank = is_blank(&cluster), after_blank = before.len > 0 && is_blank(&before);
		bool ideograph = (cluster.width > 1 || before.width > 1) && !is_closing(&cluster);
		/* The end of a word; where the next begins is moved on by each blank. */
		if (blank && !after_blank && at > wrapping->row_start)
			wrapping->row_end = at;
		if (after_blank && !blank && at > wrapping->row_start &&
		    wrapping->row_end > wrapping->row_start) {
			wrapping->breakable = true;
			wrapping->next_start = at;
		}
		if (!blank && !after_blank && ideograph && at > wrapping->row_start) {
			wrapping->breakable = true;
			wrapping->row_end = wrapping->next_start = at;
		}
		int columns = grid_cluster_width(&cluster);
		/* Blanks that do not fit stay behind the row's end, unseen. */
		while (!blank && wrapping->row_columns + columns > wrapping->width &&
		       at > wrapping->row_start)
			break_row(wrapping, at);
		wrapping->row_columns += columns;
	}
	end_row(wrapping, end, end);
}

void wrap_text(struct wrap_rows *rows, const char *text, int width)
{
	struct wrapping wrapping = {.rows = rows, .text = text, .width = width > 0 ? width : 1};
	size_t at = 0;
	for (;;) {
		size_t len = strcspn(text + at, "\n");
		wrap_paragraph(&wrapping, at, at + len);
		if (!text[at + len])
			return;
		at += len + 1;
	}
}
