package dev.quartermaster.simulator.brain;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.simulator.brain.Answer.Finish;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Question.Speaker;
import dev.quartermaster.simulator.brain.Question.Tool;
import java.util.ArrayList;
import java.util.List;

/**
 * The one model behind all simulated models. It says which model it plays and repeats what it was asked, so that
 * whoever tries the system for the first time sees that the question arrived.
 */
public final class Brain {

    /** A prompt with this word in it gets several tool calls at once. */
    static final String PARALLEL = "[parallel]";

    private static final int MOST_ECHOED = 400;
    private static final String THOUGHT = "The question is short, so a plain answer will do.";

    private Brain() {}

    public static Answer answer(Question question, Twist twist) {
        if (twist.filtered()) {
            return finished(question, twist, "", "", Finish.CONTENT_POLICY, null);
        }
        if (twist.lines() != null) {
            return scripted(question, twist, twist.lines().to(question));
        }
        String thinking = question.thinks() ? THOUGHT : "";
        if (!question.tools().isEmpty() && question.lastSpeaker() == Speaker.USER) {
            return toolAnswer(question, twist, thinking);
        }
        return textAnswer(question, twist, thinking);
    }

    private static Answer scripted(Question question, Twist twist, Lines lines) {
        List<ToolCall> calls = new ArrayList<>();
        int tokens = Tokens.of(String.join("", lines.text())) + Tokens.of(lines.thinking());
        for (Lines.Call line : lines.calls()) {
            ToolCall call = new ToolCall(question.id() + calls.size(), line.name(), line.arguments());
            calls.add(call);
            tokens += tokens(call);
        }
        Finish finish = calls.isEmpty() ? Finish.STOP : Finish.TOOL_CALLS;
        Usage usage = twist.apply(used(question.promptTokens(), tokens, Tokens.of(lines.thinking())));
        return new Answer(lines.text(), lines.thinking(), calls, finish, null, usage);
    }

    private static Answer toolAnswer(Question question, Twist twist, String thinking) {
        List<Tool> chosen = List.of(question.tools().get(0));
        if (question.severalCalls() && question.text().contains(PARALLEL)) {
            chosen = question.tools().size() > 1 ? question.tools() : List.of(chosen.get(0), chosen.get(0));
        }
        List<ToolCall> calls = new ArrayList<>();
        int tokens = Tokens.of(thinking);
        for (Tool tool : chosen) {
            ToolCall call =
                    new ToolCall(question.id() + calls.size(), tool.name(), SchemaSample.object(tool.parameters()));
            calls.add(call);
            tokens += tokens(call);
        }
        Usage usage = twist.apply(used(question.promptTokens(), tokens, Tokens.of(thinking)));
        return new Answer(List.of(), thinking, calls, Finish.TOOL_CALLS, null, usage);
    }

    private static Answer textAnswer(Question question, Twist twist, String thinking) {
        String text = text(question);
        String stop = null;
        for (String candidate : question.stops()) {
            int at = candidate.isEmpty() ? -1 : text.indexOf(candidate);
            if (at >= 0) {
                text = text.substring(0, at);
                stop = candidate;
            }
        }
        if (Tokens.of(text) > question.maxTokens()) {
            text = text.substring(0, question.maxTokens() * 4);
            return finished(question, twist, text, thinking, Finish.LENGTH, null);
        }
        return finished(question, twist, text, thinking, stop == null ? Finish.STOP : Finish.STOP_TEXT, stop);
    }

    private static Answer finished(
            Question question, Twist twist, String text, String thinking, Finish finish, String stop) {
        int reasoning = Tokens.of(thinking);
        Usage usage = used(question.promptTokens(), Tokens.of(text) + reasoning, reasoning);
        return new Answer(Words.split(text), thinking, List.of(), finish, stop, twist.apply(usage));
    }

    private static int tokens(ToolCall call) {
        return Tokens.of(call.name().length() + Tokens.characters(call.arguments()));
    }

    private static Usage used(int input, int output, int reasoning) {
        return new Usage(input, 0, 0, 0, output, reasoning, 0, false);
    }

    private static String text(Question question) {
        if (!question.schema().isMissingNode()) {
            return SchemaSample.value(question.schema(), "answer").toString();
        }
        String prompt = question.text().strip();
        String echo = prompt.length() > MOST_ECHOED ? prompt.substring(0, MOST_ECHOED) + "…" : prompt;
        String verb = question.lastSpeaker() == Speaker.TOOL ? "The tool said" : "You said";
        return "Hello, this is " + question.model() + ", played by the simulator. " + verb + ": " + echo;
    }
}
