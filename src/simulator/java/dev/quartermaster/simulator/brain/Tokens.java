package dev.quartermaster.simulator.brain;

import com.fasterxml.jackson.databind.JsonNode;

/** Counts tokens by one rule for every provider: four characters make one, rounded up. */
public final class Tokens {

    private Tokens() {}

    public static int of(String text) {
        return of(text.length());
    }

    public static int of(int characters) {
        return (characters + 3) / 4;
    }

    /** Characters of a JSON value as it would be written without white space; none when it is absent. */
    public static int characters(JsonNode json) {
        return json.isMissingNode() || json.isNull() ? 0 : json.toString().length();
    }
}
