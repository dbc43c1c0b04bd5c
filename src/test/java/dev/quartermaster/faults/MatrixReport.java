package dev.quartermaster.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The matrix as a table for people. */
final class MatrixReport {

    private static final Path FILE = Path.of("target", "fault-matrix.md");

    private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

    void add(Cell cell, Outcome outcome, Seen seen) {
        String delivered = seen.error().path("delivered").path("characters").asText("");
        rows.add("| "
                + String.join(
                        " | ",
                        cell.fault().words(),
                        cell.kind(),
                        cell.mode(),
                        cell.beside() ? "beside" : "alone",
                        outcome.says() + (delivered.isEmpty() ? "" : " after " + delivered + " characters"),
                        Long.toString(outcome.calls()),
                        outcome.kind(),
                        outcome.health() + (outcome.failures() == 0 ? "" : " (" + outcome.failures() + ")"),
                        outcome.ledger())
                + " |");
    }

    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Fault matrix",
                "",
                "| fault | provider | mode | other model | client saw | calls | kind | health after | ledger |",
                "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"));
        lines.addAll(rows);
        Files.write(FILE, lines);
        System.out.println(rows.size() + " cells of the fault matrix: " + FILE);
    }
}
