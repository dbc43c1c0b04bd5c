package dev.quartermaster.api.chat;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.MediaSource;

/** Reads fields that hold an image or a document: a link, or the bytes themselves in a data URL. */
public final class MediaField {

    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";

    private MediaField() {}

    /** @param path where the field stands in the caller's request */
    public static MediaSource urlOrData(String value, String path) {
        return isData(value) ? data(value, path) : new MediaSource.Link(value);
    }

    /** Bytes, in a data URL or, as some clients send them, without one. */
    public static MediaSource data(String value, String path) {
        if (!isData(value)) {
            return new MediaSource.Inline("", value);
        }
        int comma = value.indexOf(',');
        String type = comma < 0 ? "" : value.substring(DATA.length(), comma).stripTrailing();
        int mark = type.length() - BASE64.length();
        if (mark < 0 || !type.regionMatches(true, mark, BASE64, 0, BASE64.length())) {
            throw QuartermasterException.invalid(path, "'" + path + "' must be base64: data:<type>;base64,<data>");
        }
        return new MediaSource.Inline(type.substring(0, mark), value.substring(comma + 1));
    }

    private static boolean isData(String value) {
        return value.regionMatches(true, 0, DATA, 0, DATA.length());
    }
}
