package dev.aks4j.tools.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** Makes a web site of the README and docs/, with a search that asks nothing of a network. */
public final class Site {

    private static final List<org.commonmark.Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    private final Path root;
    private final Path out;
    private final Map<Path, String> titles = new LinkedHashMap<>();
    private final Map<Path, Node> pages = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    private Site(Path root, Path out) {
        this.root = root.toAbsolutePath().normalize();
        this.out = out.toAbsolutePath().normalize();
    }

    /** Makes the site: the checkout, and the folder to write to. Fails if a link of a page leads nowhere. */
    public static void main(String[] args) throws IOException {
        Site site = new Site(Path.of(args[0]), Path.of(args[1]));
        site.read();
        site.write();
        if (!site.broken.isEmpty()) {
            throw new IllegalStateException("Links that lead nowhere:\n" + String.join("\n", site.broken));
        }
        System.out.println(
                site.pages.size() + " pages: " + site.out.resolve("index.html").toUri());
    }

    private void read() throws IOException {
        Parser parser = Parser.builder().extensions(EXTENSIONS).build();
        List<Path> sources = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("docs/guide", "docs", "docs/decisions")) {
            try (Stream<Path> files = Files.list(root.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .sorted(Comparator.comparing(file -> !file.endsWith("README.md") + file.toString()))
                        .forEach(file -> sources.add(root.relativize(file)));
            }
        }
        sources.add(Path.of("CHANGELOG.md"));
        sources.add(Path.of("CONTRIBUTING.md"));
        for (Path source : sources) {
            String text = Files.readString(root.resolve(source));
            pages.put(source, parser.parse(text));
            titles.put(
                    source,
                    text.lines()
                            .filter(line -> line.startsWith("# "))
                            .findFirst()
                            .map(line -> line.substring(2))
                            .orElse(source.toString()));
        }
    }

    private static Path target(Path source) {
        String name = source.toString().replace('\\', '/');
        return Path.of(
                name.equals("README.md")
                        ? "index.html"
                        : name.replaceAll("README\\.md$", "index.md").replaceAll("\\.md$", ".html"));
    }

    private void write() throws IOException {
        Files.createDirectories(out);
        StringBuilder index = new StringBuilder("window.PAGES = [\n");
        TextContentRenderer plain =
                TextContentRenderer.builder().extensions(EXTENSIONS).build();
        for (Map.Entry<Path, Node> page : pages.entrySet()) {
            Path source = page.getKey();
            Path file = out.resolve(target(source));
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    Shell.page(titles.get(source), up(source), navigation(source), body(source, page.getValue())));
            index.append(Shell.entry(titles.get(source), target(source).toString(), plain.render(page.getValue())));
        }
        Files.writeString(
                out.resolve("search.js"),
                index.append("];\n").append(Shell.SEARCH).toString());
        Files.writeString(out.resolve("style.css"), Shell.CSS);
    }

    private static String up(Path source) {
        return "../".repeat(source.getNameCount() - 1);
    }

    private String body(Path source, Node page) {
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (attributes.containsKey("href")) {
                        attributes.put("href", link(source, attributes.get("href")));
                    }
                })
                .build();
        return renderer.render(page);
    }

    /** Links to other pages lead to their HTML; those to files of the checkout are named by their path. */
    private String link(Path source, String href) {
        if (href.contains("://") || href.startsWith("#") || href.startsWith("mailto:")) {
            return href;
        }
        String path = href.replaceAll("#.*", "");
        String anchor = href.substring(path.length());
        Path base = source.getParent() == null ? Path.of("") : source.getParent();
        Path wanted = base.resolve(path).normalize();
        if (!Files.exists(root.resolve(wanted))) {
            broken.add(source + " -> " + href);
        }
        if (pages.containsKey(wanted)) {
            return up(source) + target(wanted).toString().replace('\\', '/') + anchor;
        }
        return pages.containsKey(wanted.resolve("README.md"))
                ? up(source) + target(wanted.resolve("README.md")).toString().replace('\\', '/')
                : up(source) + "index.html#files-of-the-checkout";
    }

    private String navigation(Path here) {
        StringBuilder list = new StringBuilder();
        String before = "";
        for (Path page : pages.keySet()) {
            String folder = page.getParent() == null
                    ? "aks4j"
                    : page.getParent().toString().replace('\\', '/');
            if (!folder.equals(before)) {
                list.append(before.isEmpty() ? "" : "</ul>\n")
                        .append("<h3>")
                        .append(Shell.escape(folder))
                        .append("</h3>\n<ul>\n");
                before = folder;
            }
            list.append("<li><a ")
                    .append(page.equals(here) ? "class=\"here\" " : "")
                    .append("href=\"")
                    .append(up(here))
                    .append(Shell.escape(target(page).toString().replace('\\', '/')))
                    .append("\">")
                    .append(Shell.escape(titles.get(page)))
                    .append("</a></li>\n");
        }
        return list.append("</ul>\n").toString();
    }
}
