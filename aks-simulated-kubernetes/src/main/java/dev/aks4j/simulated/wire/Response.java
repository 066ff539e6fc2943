package dev.aks4j.simulated.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One HTTP answer. Its body is either complete ({@link #body()}) or a stream that the server feeds for as long as the
 * client listens ({@link #stream()}), as a Kubernetes watch does. Immutable.
 *
 * @param status the HTTP status
 * @param headers header values by name
 * @param body the complete body; empty if there is none or if the body is streamed
 * @param stream called once, when the client is ready, with the channel to write to
 */
public record Response(int status, Map<String, String> headers, byte[] body, Optional<Consumer<Channel>> stream) {

    /** The header by which an answer says, to transports in the same process, after how many milliseconds it comes. */
    public static final String DELAY = "x-simulated-delay-ms";

    /** Returns an answer with a complete body. */
    public static Response of(int status, String contentType, String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        return new Response(status, headers, text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    /** Returns an answer without a body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0], Optional.empty());
    }

    /** Returns an answer whose body the server feeds. */
    public static Response streaming(int status, String contentType, Consumer<Channel> stream) {
        return new Response(status, Map.of("Content-Type", contentType), new byte[0], Optional.of(stream));
    }

    /** Returns a copy with one more header. */
    public Response with(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(headers);
        copy.put(name, value);
        return new Response(status, copy, body, stream);
    }

    /** Where a streamed body is written. Thread-safe; never blocks the writer. */
    public interface Channel {

        /** Sends bytes to the client; does nothing if it has gone. */
        void write(byte[] bytes);

        /** Ends the body. */
        void close();

        /** Registers what to do when the client goes away or the body ends. */
        void onClose(Runnable action);
    }
}
