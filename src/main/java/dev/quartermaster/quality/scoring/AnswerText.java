package dev.quartermaster.quality.scoring;

import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as the rules see it: its text in lines, its prose without code, and its tool calls. */
final class AnswerText {

    private static final String FENCE = "```";

    final String text;
    /** The text without code blocks. */
    final String prose;

    final List<Line> lines = new ArrayList<>();
    final List<Part.ToolCall> calls = new ArrayList<>(0);
    final FinishReason finish;
    /** The model declined in a field of its own. */
    final boolean declined;

    final boolean hasOtherParts;
    /** It ends within a code block. */
    final boolean endsInCode;

    final boolean hasCode;
    /** The words of the prose. */
    final Words words;

    private @Nullable Language language;
    private boolean isLanguageKnown;

    AnswerText(Choice choice) {
        StringBuilder said = new StringBuilder();
        boolean refusal = false;
        boolean others = false;
        for (Part part : choice.parts()) {
            if (part instanceof Part.Text piece) {
                said.append(piece.text());
            } else if (part instanceof Part.Refusal) {
                refusal = true;
            } else if (part instanceof Part.ToolCall call) {
                calls.add(call);
            } else if (!(part instanceof Part.Thinking)) {
                others = true;
            }
        }
        this.text = BoundedText.of(said.toString()).strip();
        this.finish = choice.finish();
        this.declined = refusal || choice.finish() == FinishReason.REFUSAL;
        this.hasOtherParts = others;
        StringBuilder plain = new StringBuilder(text.length());
        boolean inCode = false;
        boolean code = false;
        for (String line : text.split("\n", -1)) {
            if (line.stripLeading().startsWith(FENCE)) {
                inCode = !inCode;
                code = true;
            } else if (!inCode) {
                plain.append(line).append('\n');
                lines.add(Line.of(line));
            }
        }
        this.endsInCode = inCode;
        this.hasCode = code;
        this.prose = plain.toString().strip();
        this.words = Words.of(prose);
    }

    /** The language of the prose; null where that cannot be told. */
    @Nullable Language language() {
        if (!isLanguageKnown) {
            language = Language.of(prose, words);
            isLanguageKnown = true;
        }
        return language;
    }

    boolean isEmpty() {
        return text.isEmpty() && calls.isEmpty() && !hasOtherParts;
    }

    /** Returns whether the whole text looks like one JSON value. */
    boolean looksLikeJson() {
        return text.startsWith("{") || text.startsWith("[{") || text.startsWith("[\"") || text.startsWith("[[");
    }

    int count(Line.Kind kind) {
        int count = 0;
        for (Line line : lines) {
            count += line.kind() == kind ? 1 : 0;
        }
        return count;
    }

    /** Returns the number of items of the outermost lists. */
    int items() {
        int indent = Integer.MAX_VALUE;
        for (Line line : lines) {
            if (line.isItem()) {
                indent = Math.min(indent, line.indent());
            }
        }
        int items = 0;
        for (Line line : lines) {
            items += line.isItem() && line.indent() == indent ? 1 : 0;
        }
        return items;
    }
}
