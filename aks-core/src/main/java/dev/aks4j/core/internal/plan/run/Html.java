package dev.aks4j.core.internal.plan.run;

/**
 * HTML as it grows. Every text and every attribute is escaped here and nowhere else, so that nothing that comes from Azure or
 * from a spec can be more than text. Not thread-safe.
 */
public final class Html {

    private final StringBuilder out = new StringBuilder();

    /** Opens an element; attributes are names and values in turn. */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Closes an element. */
    public Html close(String tag) {
        out.append("</").append(tag).append(">");
        return this;
    }

    /** Adds text. */
    public Html text(String text) {
        escape(text);
        return this;
    }

    /** Adds an element that holds text only. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Begins a new line of the source. */
    public Html line() {
        out.append('\n');
        return this;
    }

    /** Adds what another one has. */
    public Html add(Html other) {
        out.append(other.out);
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
    }

    /** Returns a whole page around this. */
    public String page(String title) {
        Html head = new Html();
        head.out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        head.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        head.open(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'")
                .line();
        head.element("title", title).line();
        head.out.append("<style>\n").append(Style.CSS).append("</style>\n</head>\n<body>\n");
        return head.out + "<main>\n" + out + "</main>\n</body>\n</html>\n";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
