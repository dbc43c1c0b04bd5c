package dev.quartermaster.simulator.protocol;

import java.util.ArrayList;
import java.util.List;

/** Cuts the JSON of tool arguments as it is streamed: anywhere, so that no piece is JSON by itself; characters stay whole. */
final class Pieces {

    private static final int LENGTH = 12;

    private Pieces() {}

    static List<String> of(String json) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < json.length()) {
            int end = Math.min(json.length(), start + LENGTH);
            if (Character.isHighSurrogate(json.charAt(end - 1))) {
                end++;
            }
            pieces.add(json.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
