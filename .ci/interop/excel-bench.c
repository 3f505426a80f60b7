/* Writes the cells of a CSV file as a workbook by libxlsxwriter, and prints the
 * seconds that it took. The file has no quotes; it is read and cut before the
 * clock runs. Each column has a kind: s text, d date, n number, b truth value.
 *
 *   excel-bench CELLS.csv KINDS OUT.xlsx
 *
 * Rows are streamed (constant_memory), which is the library's fastest way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

static char *whole(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) { perror(path); exit(2); }
  fseek(f, 0, SEEK_END);
  long n = ftell(f);
  rewind(f);
  char *text = malloc(n + 1);
  if (!text || fread(text, 1, n, f) != (size_t)n) { perror(path); exit(2); }
  fclose(f);
  text[n] = 0;
  return text;
}

int main(int argc, char **argv) {
  if (argc != 4) { fprintf(stderr, "usage: excel-bench CELLS.csv KINDS OUT.xlsx\n"); return 2; }
  const char *kinds = argv[2];
  size_t columns = strlen(kinds), cells = 0, most = 1 << 20;
  char **cell = malloc(most * sizeof *cell);
  for (char *at = whole(argv[1]); *at; cells++) {
    if (cells == most) cell = realloc(cell, (most *= 2) * sizeof *cell);
    cell[cells] = at;
    at += strcspn(at, ",\r\n");
    char end = *at;
    if (end) *at++ = 0;
    if (end == '\r' && *at == '\n') at++;
  }
  if (cells == 0 || cells % columns) { fprintf(stderr, "%zu cells in %zu columns\n", cells, columns); return 2; }

  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *book = workbook_new_opt(argv[3], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(book, "Bench");
  lxw_format *text = workbook_add_format(book), *day = workbook_add_format(book), *number = workbook_add_format(book), *heading = workbook_add_format(book);
  format_set_text_wrap(text);
  format_set_num_format(day, "d mmm yyyy");
  format_set_num_format(number, "#,##0.00");
  format_set_bold(heading);
  worksheet_set_column(sheet, 0, columns - 1, 20, NULL);
  for (size_t i = 0; i < cells; i++) {
    lxw_row_t row = i / columns;
    lxw_col_t column = i % columns;
    lxw_datetime date = {0};
    if (row == 0)
      worksheet_write_string(sheet, row, column, cell[i], heading);
    else if (!*cell[i])
      worksheet_write_blank(sheet, row, column, text);
    else if (kinds[column] == 'n')
      worksheet_write_number(sheet, row, column, atof(cell[i]), number);
    else if (kinds[column] == 'b')
      worksheet_write_boolean(sheet, row, column, *cell[i] == 't', text);
    else if (kinds[column] == 'd' && sscanf(cell[i], "%d-%d-%d", &date.year, &date.month, &date.day) == 3)
      worksheet_write_datetime(sheet, row, column, &date, day);
    else
      worksheet_write_string(sheet, row, column, cell[i], text);
  }
  lxw_error error = workbook_close(book);
  clock_gettime(CLOCK_MONOTONIC, &to);
  if (error) { fprintf(stderr, "%s\n", lxw_strerror(error)); return 1; }
  printf("%.2f\n", to.tv_sec - from.tv_sec + (to.tv_nsec - from.tv_nsec) / 1e9);
  return 0;
}
