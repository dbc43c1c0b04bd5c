package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** One page of a list. Pages are small, whatever the caller would take, so that nobody gets away with reading one. */
final class BedrockPage {

    static final int MOST = 10;

    private static final int MOST_ASKED = 1000;
    private static final String TOKEN = "from:";

    private BedrockPage() {}

    /** @throws Refused when {@code maxResults} or {@code nextToken} is none that AWS would take */
    static ObjectNode of(List<ObjectNode> whole, UnaryOperator<String> query) {
        int from = from(query.apply("nextToken"), whole.size());
        int to = Math.min(whole.size(), from + size(query.apply("maxResults")));
        ObjectNode page = Json.object("inferenceProfileSummaries", Json.array(whole.subList(from, to)));
        return to == whole.size() ? page : page.put("nextToken", token(to));
    }

    private static int size(String asked) {
        int size = number(asked == null ? String.valueOf(MOST_ASKED) : asked, "maxResults");
        if (size < 1 || size > MOST_ASKED) {
            throw Refused.invalid("maxResults", "maxResults must be from 1 to " + MOST_ASKED);
        }
        return Math.min(size, MOST);
    }

    private static String token(int from) {
        return Base64.getEncoder().encodeToString((TOKEN + from).getBytes(StandardCharsets.UTF_8));
    }

    private static int from(String token, int size) {
        if (token == null) {
            return 0;
        }
        int from = number(decoded(token).replaceFirst("^" + TOKEN, ""), "nextToken");
        if (from < 1 || from >= size) {
            throw Refused.invalid("nextToken", "nextToken is not valid");
        }
        return from;
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException other) {
            return "";
        }
    }

    private static int number(String text, String field) {
        if (!text.matches("\\d{1,6}")) {
            throw Refused.invalid(field, field + " is not valid");
        }
        return Integer.parseInt(text);
    }
}
