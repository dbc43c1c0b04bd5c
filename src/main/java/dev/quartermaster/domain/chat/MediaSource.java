package dev.quartermaster.domain.chat;

/** Source of the bytes of an image or a document. */
public sealed interface MediaSource {

    /** @param data the bytes in standard base64 */
    record Inline(String mediaType, String data) implements MediaSource {
        public Inline {
            if (mediaType == null || data == null) {
                throw new IllegalArgumentException("inline media needs a media type and data");
            }
        }
    }

    record Link(String url) implements MediaSource {
        public Link {
            if (url == null || url.isBlank()) {
                throw new IllegalArgumentException("linked media needs a URL");
            }
        }
    }

    /** A file that was uploaded to the provider before; means something to that provider only. */
    record Uploaded(String fileId) implements MediaSource {
        public Uploaded {
            if (fileId == null || fileId.isBlank()) {
                throw new IllegalArgumentException("uploaded media needs a file id");
            }
        }
    }
}
