package dev.quartermaster.faults;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a client saw of one request.
 *
 * @param says in a word: {@code 200}, a status and an error code, {@code event} and an error code, or what was wrong
 * @param text of the answer, as far as it came
 * @param usage as told; missing where it was not
 * @param error the error object; missing where there was none
 * @param attempts upstream calls, as the answer's headers say
 */
record Seen(String says, String text, JsonNode usage, JsonNode error, String attempts) {

    boolean isWhole() {
        return says.equals("200");
    }
}
