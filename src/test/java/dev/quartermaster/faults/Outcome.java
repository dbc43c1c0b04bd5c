package dev.quartermaster.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a cell.
 *
 * @param says what the client was told
 * @param calls to the model at fault, as the provider counted them
 * @param booked the same, as the books have it
 * @param kind why the first of them failed
 * @param health the model's state afterwards
 * @param failures in a row that the board counts
 * @param ledger how the request is booked
 */
record Outcome(String says, long calls, long booked, String kind, String health, int failures, String ledger) {

    /** Failures in a row after which a model is left alone; how many it counts from then on depends on how long they take. */
    static final int DOWN = 3;

    static Outcome of(Cell cell, Expectations.Rule rule, Policy policy) {
        long calls = rule.isMidStream() || !rule.again() ? 1 : policy.calls(cell);
        String says = rule.says(cell);
        boolean whole = says.equals("200");
        return new Outcome(
                says,
                calls,
                calls,
                rule.kind(),
                rule.health(),
                counts(rule) ? 1 : 0,
                whole ? "success complete" : "error " + rule.kind());
    }

    /** Whether the failure speaks against its model: once, however often the request calls. */
    private static boolean counts(Expectations.Rule rule) {
        return rule.health().equals("degraded");
    }

    List<String> differences(Outcome expected) {
        List<String> differences = new ArrayList<>();
        compare("client", says, expected.says, differences);
        compare("calls", calls, expected.calls, differences);
        compare("booked calls", booked, expected.booked, differences);
        compare("kind", kind, expected.kind, differences);
        compare("health", health, expected.health, differences);
        compare("failures", failures, expected.failures, differences);
        compare("ledger", ledger, expected.ledger, differences);
        return differences;
    }

    private static void compare(String what, Object is, Object should, List<String> differences) {
        if (!is.equals(should)) {
            differences.add(what + " is '" + is + "', not '" + should + "'");
        }
    }
}
