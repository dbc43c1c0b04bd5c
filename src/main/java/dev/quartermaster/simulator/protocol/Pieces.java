package dev.quartermaster.simulator.protocol;

import java.util.ArrayList;
import java.util.List;

/** Cuts the JSON of tool arguments as it is streamed: anywhere, so that no piece is JSON by itself. */
final class Pieces {

    private static final int LENGTH = 12;

    private Pieces() {}

    static List<String> of(String json) {
        List<String> pieces = new ArrayList<>();
        for (int start = 0; start < json.length(); start += LENGTH) {
            pieces.add(json.substring(start, Math.min(json.length(), start + LENGTH)));
        }
        return pieces;
    }
}
