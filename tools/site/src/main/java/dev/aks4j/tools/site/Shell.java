package dev.aks4j.tools.site;

/** What stands around a page: its frame, its look, and the search. */
final class Shell {

    static final String CSS = """
            :root { color-scheme: light dark; --bg: #fff; --side: #f5f7fa; --ink: #1c2430; --soft: #5c6878; --line: #dde2ea; --link: #2457c5; }
            @media (prefers-color-scheme: dark) { :root { --bg: #14181f; --side: #1a2029; --ink: #e6eaf0; --soft: #9aa7b7; --line: #303a47; --link: #8ab0ff; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.6 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
            .frame { display: grid; grid-template-columns: 300px minmax(0, 1fr); }
            nav { background: var(--side); border-right: 1px solid var(--line); padding: 18px; height: 100vh; overflow-y: auto; position: sticky; top: 0; }
            nav h3 { font-size: .8rem; color: var(--soft); margin: 18px 0 4px; }
            nav ul { list-style: none; margin: 0; padding: 0; font-size: .92rem; }
            nav li { margin: 3px 0; } a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
            nav a.here { font-weight: 600; color: var(--ink); }
            main { padding: 26px 40px 80px; max-width: 980px; }
            h1 { font-size: 1.8rem; line-height: 1.25; } h2 { margin-top: 2em; border-bottom: 1px solid var(--line); padding-bottom: 4px; }
            pre { background: var(--side); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; overflow-x: auto; font-size: .86rem; line-height: 1.5; }
            code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .9em; }
            table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .92rem; }
            td, th { border: 1px solid var(--line); padding: 6px 10px; text-align: left; vertical-align: top; }
            #q { width: 100%; padding: 8px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--bg); color: var(--ink); font: inherit; }
            #found { margin: 8px 0 0; padding: 0; list-style: none; font-size: .9rem; } #found li { margin: 0 0 8px; } #found small { color: var(--soft); display: block; }
            @media (max-width: 820px) { .frame { display: block; } nav { position: static; height: auto; max-height: 60vh; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 18px 16px 60px; } }
            """;

    static final String SEARCH = """
            (function () {
              var q = document.getElementById('q'), found = document.getElementById('found');
              var up = document.body.getAttribute('data-up');
              q.addEventListener('input', function () {
                found.textContent = '';
                var words = q.value.toLowerCase().split(/\\s+/).filter(Boolean);
                if (!words.length) { return; }
                window.PAGES.map(function (page) {
                  var title = page.title.toLowerCase(), text = page.text.toLowerCase(), score = 0;
                  for (var i = 0; i < words.length; i++) {
                    var inTitle = title.indexOf(words[i]) >= 0, inText = text.indexOf(words[i]);
                    if (!inTitle && inText < 0) { return null; }
                    score += (inTitle ? 50 : 0) + text.split(words[i]).length - 1;
                  }
                  return { page: page, score: score, at: Math.max(0, text.indexOf(words[0])) };
                }).filter(Boolean).sort(function (a, b) { return b.score - a.score; }).slice(0, 12).forEach(function (hit) {
                  var li = document.createElement('li'), a = document.createElement('a'), small = document.createElement('small');
                  a.href = up + hit.page.file; a.textContent = hit.page.title;
                  small.textContent = hit.page.text.substring(Math.max(0, hit.at - 40), hit.at + 80);
                  li.appendChild(a); li.appendChild(small); found.appendChild(li);
                });
              });
            })();
            """;

    private Shell() {}

    static String page(String title, String up, String navigation, String body) {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escape(title)
                + " - aks4j</title>\n<link rel=\"stylesheet\" href=\"" + up + "style.css\">\n</head>\n<body data-up=\""
                + up
                + "\">\n<div class=\"frame\">\n<nav>\n<input id=\"q\" type=\"search\" placeholder=\"Search\""
                + " aria-label=\"Search\">\n<ul id=\"found\"></ul>\n" + navigation + "</nav>\n<main>\n" + body
                + "</main>\n</div>\n<script src=\"" + up + "search.js\"></script>\n</body>\n</html>\n";
    }

    /** Returns one entry of the search's list. */
    static String entry(String title, String file, String text) {
        return "{title: " + quoted(title) + ", file: " + quoted(file.replace('\\', '/')) + ", text: "
                + quoted(text.replaceAll("\\s+", " ")) + "},\n";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
