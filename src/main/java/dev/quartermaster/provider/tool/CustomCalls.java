package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates function calls that represent custom tools back into custom tool calls in a stream. The raw events of a
 * Responses provider are withheld, as they name the function.
 */
final class CustomCalls {

    private record Place(int choice, int part) {}

    private final FittedCall call;
    private final Map<Place, CustomInput> open = new HashMap<>();

    CustomCalls(FittedCall call) {
        this.call = call;
    }

    List<ChatDelta> restored(ChatDelta delta) {
        ChatDelta named = call.named(delta);
        if (named instanceof ChatDelta.PartOpened opened && call.isCustom(opened.part())) {
            return opened(opened, (Part.ToolCall) opened.part());
        }
        if (named instanceof PartGrew grew && grew.growth() == Growth.ARGUMENTS) {
            return grew(grew);
        }
        if (named instanceof ChatDelta.PartClosed closed) {
            return closed(closed);
        }
        boolean own = named instanceof ChatDelta.Passed passed && passed.dialect() == Dialect.OPENAI_RESPONSES;
        return own ? List.of() : List.of(named);
    }

    private List<ChatDelta> opened(ChatDelta.PartOpened opened, Part.ToolCall function) {
        CustomInput input = new CustomInput();
        open.put(new Place(opened.choice(), opened.index()), input);
        String begun = input.take(function.arguments());
        Part.ToolCall custom =
                new Part.ToolCall(function.id(), function.name(), begun, true, function.cache(), function.extra());
        return List.of(new ChatDelta.PartOpened(opened.choice(), opened.index(), custom));
    }

    private List<ChatDelta> grew(PartGrew grew) {
        CustomInput input = open.get(new Place(grew.choice(), grew.index()));
        return input == null
                ? List.of(grew)
                : piece(grew.choice(), grew.index(), input.take(grew.piece()), grew.extra());
    }

    private List<ChatDelta> closed(ChatDelta.PartClosed closed) {
        CustomInput input = open.remove(new Place(closed.choice(), closed.index()));
        if (input == null) {
            return List.of(closed);
        }
        List<ChatDelta> last = new ArrayList<>(piece(closed.choice(), closed.index(), input.end(), Map.of()));
        last.add(closed);
        return last;
    }

    private static List<ChatDelta> piece(int choice, int part, String text, Map<String, Object> extra) {
        return text.isEmpty() && extra.isEmpty()
                ? List.of()
                : List.of(new PartGrew(choice, part, Growth.ARGUMENTS, text, extra));
    }
}
