package dev.quartermaster.api.strict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a strict client has understood of a stream.
 *
 * @param calls names and arguments, in their order
 * @param failed whether it ended in an error
 */
record Told(String text, String thinking, List<Call> calls, boolean failed) {

    record Call(String name, JsonNode arguments) {}
}
