package dev.quartermaster.simulator.brain;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text where a streaming model would. */
final class Words {

    private Words() {}

    /** The pieces, joined, are the text again; each but the first begins with a space. */
    static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int at = 1; at < text.length(); at++) {
            if (text.charAt(at) == ' ') {
                pieces.add(text.substring(start, at));
                start = at;
            }
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }
}
