package dev.quartermaster.media;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visits the images and documents of a request, including those in tool results. */
final class MediaParts {

    private static final int NOT_NESTED = -1;

    private MediaParts() {}

    /** Replaces a media part at its position; returns the part itself to keep it. */
    interface Change {
        Part of(Part.Media media, int message, int position, int nested);
    }

    /** The same request where nothing changes. */
    static ChatRequest changed(ChatRequest request, Change change) {
        List<Message> messages = new ArrayList<>(request.messages().size());
        boolean any = false;
        for (int i = 0; i < request.messages().size(); i++) {
            Message message = request.messages().get(i);
            List<Part> parts = changed(message.parts(), i, change);
            any |= parts != message.parts();
            messages.add(
                    parts == message.parts()
                            ? message
                            : new Message(message.role(), parts, message.name(), message.extra()));
        }
        return any ? request.withMessages(messages) : request;
    }

    /** The URL of what is only linked to; null of everything else. */
    static @Nullable String url(Part.Media media) {
        return media.source() instanceof MediaSource.Link link ? link.url() : null;
    }

    private static List<Part> changed(List<Part> parts, int message, Change change) {
        List<Part> changed = null;
        for (int i = 0; i < parts.size(); i++) {
            Part before = parts.get(i);
            Part after = before;
            if (before instanceof Part.ToolResult result) {
                after = changed(result, message, i, change);
            } else if (before instanceof Part.Media media) {
                after = change.of(media, message, i, NOT_NESTED);
            }
            if (after != before && changed == null) {
                changed = new ArrayList<>(parts);
            }
            if (changed != null) {
                changed.set(i, after);
            }
        }
        return changed == null ? parts : changed;
    }

    private static Part changed(Part.ToolResult result, int message, int position, Change change) {
        List<Part> content = new ArrayList<>(result.content());
        boolean any = false;
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof Part.Media before) {
                content.set(i, change.of(before, message, position, i));
                any |= content.get(i) != before;
            }
        }
        return any ? result.with(content) : result;
    }
}
