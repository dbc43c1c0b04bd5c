package dev.quartermaster.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads {@code faults/expectations.md}: what has to become of each cell, by rules of which the first that fits holds. */
final class Expectations {

    private static final String ANY = "*";

    private final List<Rule> rules;

    private Expectations(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * What has to become of a cell.
     *
     * @param kind of failure, as the books have it
     * @param again whether the same model is asked again
     * @param alone what the client is told when there is no other model
     * @param beside what it is told when there is one
     * @param health of the model afterwards
     */
    record Rule(
            String fault,
            String mode,
            List<String> kinds,
            String kind,
            boolean again,
            String alone,
            String beside,
            String health) {

        boolean fits(Cell cell) {
            return fault.equals(cell.fault().words())
                    && (mode.equals(ANY) || mode.equals(cell.mode()))
                    && (kinds.contains(ANY) || kinds.contains(cell.kind()));
        }

        String says(Cell cell) {
            return cell.beside() ? beside : alone;
        }

        /** Whether it goes wrong only when a part of the answer is out. */
        boolean isMidStream() {
            return alone.startsWith("event ");
        }
    }

    static Expectations read() {
        List<Rule> rules = new ArrayList<>();
        try (InputStream file = Expectations.class.getResourceAsStream("/faults/expectations.md");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.startsWith("| ")).skip(1).forEach(line -> rules.add(rule(line)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Expectations(rules);
    }

    Rule of(Cell cell) {
        return rules.stream()
                .filter(rule -> rule.fits(cell))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is expected of " + cell));
    }

    private static Rule rule(String line) {
        List<String> fields = Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                .map(String::strip)
                .toList();
        return new Rule(
                fields.get(0),
                fields.get(1),
                List.of(fields.get(2).split(", ")),
                fields.get(3),
                fields.get(4).equals("yes"),
                fields.get(5),
                fields.get(6),
                fields.get(7));
    }
}
