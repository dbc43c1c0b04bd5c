package dev.quartermaster.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart of bars, drawn on the server.
 *
 * @param spoken what it shows, for those who do not see it
 * @param from label of its beginning
 * @param to label of its end
 */
public record Bars(String caption, String spoken, String from, String to, List<Bar> bars) {

    private static final int STEP = 10;
    private static final int GAP = 2;
    private static final int HEIGHT = 60;

    /**
     * One bar, in the units of the drawing.
     *
     * @param part height of its lower part, which is marked; 0 for none
     */
    public record Bar(int x, int y, int width, int height, int partY, int part, String title) {}

    /**
     * One value to be drawn.
     *
     * @param part the part of it that is marked
     * @param title what is said of it
     */
    public record Value(long whole, long part, String title) {}

    /** Draws values side by side, the highest as high as the drawing. */
    public static Bars of(String caption, String spoken, String from, String to, List<Value> values) {
        long most = Math.max(1, values.stream().mapToLong(Value::whole).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            int height = height(value.whole(), most);
            int part = height(value.part(), most);
            bars.add(new Bar(
                    i * STEP + GAP / 2, HEIGHT - height, STEP - GAP, height, HEIGHT - part, part, value.title()));
        }
        return new Bars(caption, spoken, from, to, bars);
    }

    /** What is there is seen, however little it is. */
    private static int height(long value, long most) {
        return value == 0 ? 0 : (int) Math.max(1, Math.round((double) value * HEIGHT / most));
    }

    public int width() {
        return Math.max(1, bars.size()) * STEP;
    }

    public int height() {
        return HEIGHT;
    }
}
