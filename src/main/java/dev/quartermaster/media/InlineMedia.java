package dev.quartermaster.media;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Corrects inline media: the media type becomes that of the bytes, whatever it is called, and the base64 becomes that of
 * the standard alphabet. Nothing is decoded but the first bytes.
 */
public final class InlineMedia {

    private static final String PDF = FileKind.PDF.mediaType();
    private static final int SIGNATURE_LETTERS = FileKind.SIGNATURE_BYTES / 3 * 4;

    /** Media type that says nothing about the bytes. */
    private static final String UNKNOWN = "application/octet-stream";

    /** Names that are in use beside the registered ones. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "image/jpg", "image/jpeg",
            "image/pjpeg", "image/jpeg",
            "image/x-png", "image/png",
            "application/x-pdf", PDF);

    private InlineMedia() {}

    /**
     * The request with all of its inline images and documents put right, those in tool results among them; the same one
     * where there is nothing to do.
     *
     * @throws QuartermasterException naming the caller's field of what is no base64, or not what it is sent as
     */
    public static ChatRequest corrected(ChatRequest request, FieldPaths paths) {
        return MediaParts.changed(
                request,
                (media, message, position, nested) -> media.source() instanceof MediaSource.Inline inline
                        ? corrected(media, inline, paths.media(message, position, nested))
                        : media);
    }

    private static Part corrected(Part.Media media, MediaSource.Inline inline, String field) {
        String data = Base64Text.standard(inline.data());
        if (data == null) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not base64");
        }
        String declared = normalised(inline.mediaType());
        Optional<FileKind> kind = kind(data);
        String type = media instanceof Part.Image ? image(declared, kind, field) : document(declared, kind, field);
        boolean asItWas = type.equals(inline.mediaType()) && data.equals(inline.data());
        return asItWas ? media : media.with(new MediaSource.Inline(type, data));
    }

    private static String image(String declared, Optional<FileKind> kind, String field) {
        boolean mayBe = declared.isEmpty() || declared.equals(UNKNOWN) || declared.startsWith("image/");
        require(mayBe, field, "' must have an image's media type");
        require(
                kind.filter(FileKind::isImage).isPresent(),
                field,
                "' is not an image: its bytes are none of png, jpeg, gif, webp or heic");
        return kind.orElseThrow().mediaType();
    }

    private static String document(String declared, Optional<FileKind> kind, String field) {
        require(!declared.equals(PDF) || kind.orElse(null) == FileKind.PDF, field, "' is not a PDF");
        require(kind.isPresent() || !declared.isEmpty(), field, "' needs a media type");
        return kind.map(FileKind::mediaType).orElse(declared);
    }

    /** Returns the registered name in lower case, without parameters. */
    private static String normalised(String mediaType) {
        int parameters = mediaType.indexOf(';');
        String type = (parameters < 0 ? mediaType : mediaType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return OTHER_NAMES.getOrDefault(type, type);
    }

    private static Optional<FileKind> kind(String base64) {
        int letters = Math.min(SIGNATURE_LETTERS, base64.length());
        return FileKind.of(Base64.getDecoder().decode(base64.substring(0, letters)));
    }

    private static void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            throw QuartermasterException.invalid(field, "'" + field + otherwise);
        }
    }
}
