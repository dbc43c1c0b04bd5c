package dev.quartermaster.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableColumnsTest {

    private static final TableColumns COLUMNS = TableColumns.of("t", """
            id uuid, size double precision,
            tags jsonb
            """);

    @Test
    void insertsEachColumnFromAnArrayOfItsOwn() {
        assertThat(COLUMNS.insertMissing(7))
                .startsWith("INSERT INTO t (id, size, tags) SELECT CAST(r.id AS uuid)")
                .endsWith("FROM unnest(CAST($7 AS text[]), CAST($8 AS text[]), CAST($9 AS text[])) AS r(id, size, tags)"
                        + " ON CONFLICT DO NOTHING");
    }

    @Test
    void leavesOutColumnsOfWhichNoRowHasAValue() {
        List<String[]> arrays = arrays("{\"id\":\"a\"}", "{\"id\":\"b\",\"tags\":[]}");

        TableColumns.Insert insert = COLUMNS.insertNew(arrays);

        assertThat(insert.sql())
                .isEqualTo("INSERT INTO t (id, tags) SELECT CAST(r.id AS uuid), CAST(r.tags AS jsonb)"
                        + " FROM unnest(CAST($1 AS text[]), CAST($2 AS text[])) AS r(id, tags)");
        assertThat(insert.values()).containsExactly(arrays.get(0), arrays.get(2));
    }

    @Test
    void takesRowsApartIntoColumns() {
        List<String[]> arrays = arrays(
                "{\"id\":\"a\",\"size\":1.50,\"tags\":{\"x\":[1,\"}\"]}}",
                "{\"tags\":[\"\u6c34\"],\"size\":true,\"id\":\"\u00e4\\n\\\"\"}");

        assertThat(arrays.get(0)).containsExactly("a", "\u00e4\n\"");
        assertThat(arrays.get(1)).containsExactly("1.50", "true");
        assertThat(arrays.get(2)).containsExactly("{\"x\":[1,\"}\"]}", "[\"\u6c34\"]");
    }

    private static List<String[]> arrays(String... rows) {
        return COLUMNS.arrays(
                Stream.of(rows).map(StandardCharsets.UTF_8::encode).toList());
    }

    @Test
    void leavesOutWhatARowLacksAndWhatNoColumnHolds() {
        List<String[]> arrays = arrays("{\"newer\":{\"id\":\"no\"},\"size\":null,\"id\":\"a\"}");

        assertThat(arrays.get(0)).containsExactly("a");
        assertThat(arrays.get(1)).containsExactly((String) null);
        assertThat(arrays.get(2)).containsExactly((String) null);
    }

    @Test
    void rowsThatSayTheSameShareTheirText() {
        List<String[]> arrays = arrays(
                "{\"id\":\"a1\",\"size\":12,\"tags\":{\"x\":\"a\"}}",
                "{\"id\":\"a1\",\"size\":12,\"tags\":{\"x\":\"a\"}}");

        assertThat(arrays).allSatisfy(column -> assertThat(column[1]).isSameAs(column[0]));
    }

    /** Law: a row says the same whatever stands before it. */
    @Test
    void noRowDependsOnTheOneBefore() {
        List<String> texts =
                List.of("", "a", "b", "aa", "ab", "ba", "\u00e4", "\u00e4a", "a\u00e4", "\u6c34", "\\n", "\\u00e4");
        List<String> sizes = List.of("1", "2", "12", "1.2", "1.20", "true", "false", "null", "\"1\"");
        List<String> tags =
                List.of("{}", "[]", "[1]", "[2]", "[\"\u00e4\"]", "[\"\u00f6\"]", "[\"ae\"]", "null", "\"[1]\"");
        Random random = new Random(7);
        List<String> rows = Stream.generate(() -> "{\"id\":\"" + one(texts, random) + "\",\"size\":"
                        + one(sizes, random) + ",\"tags\":" + one(tags, random) + "}")
                .limit(5_000)
                .toList();

        List<String[]> together = arrays(rows.toArray(String[]::new));

        for (int row = 0; row < rows.size(); row++) {
            List<String[]> alone = arrays(rows.get(row));
            for (int column = 0; column < 3; column++) {
                assertThat(together.get(column)[row]).as(rows.get(row)).isEqualTo(alone.get(column)[0]);
            }
        }
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    @Test
    void refusesWhatIsNoRow() {
        assertThatThrownBy(() -> arrays("{\"id\":")).isInstanceOf(UncheckedIOException.class);
    }
}
