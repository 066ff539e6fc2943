package dev.aks4j.simulated.kubernetes.internal.cel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads an expression. Not thread-safe. */
final class CelParser {

    private enum Kind {
        NAME,
        TEXT,
        LONG,
        DOUBLE,
        SIGN,
        END
    }

    private record Token(Kind kind, String text, int at) {}

    private static final Set<String> MACROS = Set.of("all", "exists", "exists_one", "filter", "map");
    private static final List<String> SIGNS = List.of("&&", "||", "<=", ">=", "==", "!=", "?");
    private static final Set<String> FUNCTIONS = Set.of(
            "size",
            "string",
            "int",
            "uint",
            "double",
            "bool",
            "type",
            "dyn",
            "duration",
            "timestamp",
            "quantity",
            "isQuantity",
            "has",
            "bytes",
            "matches",
            "url",
            "isURL",
            "ip",
            "isIP",
            "cidr",
            "isCIDR",
            "semver",
            "optional");
    /** What functions give, where that does not depend on what they get. */
    private static final Map<String, CelType> RESULTS = Map.ofEntries(
            Map.entry("size", CelType.INT),
            Map.entry("string", CelType.STRING),
            Map.entry("int", CelType.INT),
            Map.entry("double", CelType.DOUBLE),
            Map.entry("bool", CelType.BOOL),
            Map.entry("matches", CelType.BOOL),
            Map.entry("startsWith", CelType.BOOL),
            Map.entry("endsWith", CelType.BOOL),
            Map.entry("contains", CelType.BOOL),
            Map.entry("lowerAscii", CelType.STRING),
            Map.entry("upperAscii", CelType.STRING),
            Map.entry("trim", CelType.STRING),
            Map.entry("substring", CelType.STRING),
            Map.entry("indexOf", CelType.INT),
            Map.entry("lastIndexOf", CelType.INT),
            Map.entry("isURL", CelType.BOOL),
            Map.entry("isIP", CelType.BOOL),
            Map.entry("isCIDR", CelType.BOOL),
            Map.entry("isQuantity", CelType.BOOL));

    private static final String EXPECTED =
            "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Deque<String> bound = new ArrayDeque<>();
    private int position;

    CelParser(String source) {
        this.source = source;
    }

    /** Returns the variables that the expression uses, and where it first does. */
    Map<String, Integer> names() {
        return names;
    }

    CelNode parse() {
        scan();
        CelNode root = expression();
        if (peek().kind() != Kind.END) {
            throw new CelException(peek().at(), "mismatched input '" + peek().text() + "' expecting <EOF>");
        }
        return root;
    }

    private void scan() {
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (source.startsWith("//", i)) {
                int end = source.indexOf('\n', i);
                i = end < 0 ? source.length() : end;
            } else if (c == '"'
                    || c == '\''
                    || (c == 'r' || c == 'R') && i + 1 < source.length() && "\"'".indexOf(source.charAt(i + 1)) >= 0) {
                i = text(i);
            } else if (Character.isDigit(c)) {
                i = number(i);
            } else if (Character.isLetter(c) || c == '_') {
                int end = i;
                while (end < source.length()
                        && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
                    end++;
                }
                tokens.add(new Token(Kind.NAME, source.substring(i, end), i));
                i = end;
            } else if (c == '`') {
                int end = source.indexOf('`', i + 1);
                if (end < 0) {
                    throw new CelException(i, "token recognition error at: '" + source.substring(i) + "'");
                }
                tokens.add(new Token(Kind.NAME, source.substring(i + 1, end), i));
                i = end + 1;
            } else {
                i = sign(i, c);
            }
        }
        tokens.add(new Token(Kind.END, "<EOF>", source.length()));
    }

    private int sign(int at, char c) {
        for (String sign : SIGNS) {
            if (source.startsWith(sign, at)) {
                tokens.add(new Token(Kind.SIGN, sign, at));
                return at + sign.length();
            }
        }
        if ("+-*/%!<>.,:()[]{}".indexOf(c) < 0) {
            throw new CelException(at, "token recognition error at: '" + c + "'");
        }
        tokens.add(new Token(Kind.SIGN, String.valueOf(c), at));
        return at + 1;
    }

    private int number(int from) {
        int end = from;
        boolean decimal = false;
        if (source.startsWith("0x", from)) {
            end = from + 2;
            while (end < source.length() && Character.digit(source.charAt(end), 16) >= 0) {
                end++;
            }
            tokens.add(new Token(Kind.LONG, Long.toString(Long.parseLong(source.substring(from + 2, end), 16)), from));
            return end;
        }
        while (end < source.length()
                && (Character.isDigit(source.charAt(end))
                        || source.charAt(end) == '.'
                                && end + 1 < source.length()
                                && Character.isDigit(source.charAt(end + 1))
                        || source.charAt(end) == 'e'
                        || source.charAt(end) == 'E'
                        || "+-".indexOf(source.charAt(end)) >= 0 && "eE".indexOf(source.charAt(end - 1)) >= 0)) {
            decimal |= !Character.isDigit(source.charAt(end));
            end++;
        }
        tokens.add(new Token(decimal ? Kind.DOUBLE : Kind.LONG, source.substring(from, end), from));
        return end < source.length() && source.charAt(end) == 'u' ? end + 1 : end;
    }

    private int text(int from) {
        boolean raw = source.charAt(from) != '"' && source.charAt(from) != '\'';
        int start = raw ? from + 1 : from;
        String quote = source.substring(start, start + 1);
        if (source.startsWith(quote.repeat(3), start)) {
            quote = quote.repeat(3);
        }
        StringBuilder text = new StringBuilder();
        int i = start + quote.length();
        while (i < source.length() && !source.startsWith(quote, i)) {
            char c = source.charAt(i++);
            if (c == '\\' && !raw && i < source.length()) {
                char escaped = source.charAt(i++);
                switch (escaped) {
                    case 'n' -> text.append('\n');
                    case 't' -> text.append('\t');
                    case 'r' -> text.append('\r');
                    case 'u' -> {
                        text.append((char) Integer.parseInt(source.substring(i, i + 4), 16));
                        i += 4;
                    }
                    default -> text.append(escaped);
                }
            } else {
                text.append(c);
            }
        }
        if (i >= source.length()) {
            throw new CelException(from, "token recognition error at: '" + source.substring(from) + "'");
        }
        tokens.add(new Token(Kind.TEXT, text.toString(), from));
        return i + quote.length();
    }

    private Token peek() {
        return tokens.get(position);
    }

    private boolean take(String sign) {
        if (peek().kind() == Kind.SIGN && peek().text().equals(sign)) {
            position++;
            return true;
        }
        return false;
    }

    private void need(String sign) {
        if (!take(sign)) {
            throw new CelException(peek().at(), "mismatched input '" + peek().text() + "' expecting '" + sign + "'");
        }
    }

    private CelNode expression() {
        CelNode test = or();
        if (!take("?")) {
            return test;
        }
        CelNode yes = or();
        need(":");
        CelNode no = expression();
        CelNode chosen = scope -> CelValues.truth(test.value(scope)) ? yes.value(scope) : no.value(scope);
        return chosen.typed(typing -> {
            test.type(typing);
            CelType first = yes.type(typing);
            return first.equals(no.type(typing)) ? first : CelType.DYN;
        });
    }

    private CelNode or() {
        CelNode left = and();
        for (int at = peek().at(); take("||"); at = peek().at()) {
            CelNode first = left;
            CelNode second = and();
            CelNode either = scope -> CelValues.either(first, second, scope, true);
            left = either.typed(logic("_||_", first, second, at));
        }
        return left;
    }

    private CelNode and() {
        CelNode left = relation();
        for (int at = peek().at(); take("&&"); at = peek().at()) {
            CelNode first = left;
            CelNode second = relation();
            CelNode both = scope -> CelValues.either(first, second, scope, false);
            left = both.typed(logic("_&&_", first, second, at));
        }
        return left;
    }

    private static Function<CelTyping, CelType> logic(String name, CelNode first, CelNode second, int at) {
        return typing -> {
            typing.truth(name, List.of(first.type(typing), second.type(typing)), at);
            return CelType.BOOL;
        };
    }

    private static CelNode pair(CelNode node, String sign, CelNode first, CelNode second, int at) {
        return node.typed(typing -> typing.pair(sign, first.type(typing), second.type(typing), at));
    }

    private CelNode relation() {
        CelNode left = sum();
        while (true) {
            String sign = peek().text();
            boolean in = peek().kind() == Kind.NAME && sign.equals("in");
            boolean compares = peek().kind() == Kind.SIGN
                    && Set.of("<", "<=", ">", ">=", "==", "!=").contains(sign);
            if (!in && !compares) {
                return left;
            }
            int at = peek().at();
            position++;
            CelNode first = left;
            CelNode second = sum();
            CelNode compared = scope -> CelValues.compare(sign, first.value(scope), second.value(scope));
            left = in
                    ? compared.typed(typing -> {
                        first.type(typing);
                        second.type(typing);
                        return CelType.BOOL;
                    })
                    : pair(compared, sign, first, second, at);
        }
    }

    private CelNode sum() {
        CelNode left = product();
        while (true) {
            String sign = peek().text();
            int at = peek().at();
            if (!take("+") && !take("-")) {
                return left;
            }
            CelNode first = left;
            CelNode second = product();
            CelNode sum = scope -> CelValues.calculate(sign, first.value(scope), second.value(scope));
            left = pair(sum, sign, first, second, at);
        }
    }

    private CelNode product() {
        CelNode left = unary();
        while (true) {
            String sign = peek().text();
            int at = peek().at();
            if (!take("*") && !take("/") && !take("%")) {
                return left;
            }
            CelNode first = left;
            CelNode second = unary();
            CelNode sum = scope -> CelValues.calculate(sign, first.value(scope), second.value(scope));
            left = pair(sum, sign, first, second, at);
        }
    }

    private CelNode unary() {
        int at = peek().at();
        if (take("!")) {
            CelNode inner = unary();
            CelNode negated = scope -> !CelValues.truth(inner.value(scope));
            return negated.typed(typing -> {
                typing.truth("!_", List.of(inner.type(typing)), at);
                return CelType.BOOL;
            });
        }
        if (take("-")) {
            CelNode inner = unary();
            CelNode negated = scope -> CelValues.negate(inner.value(scope));
            return negated.typed(inner::type);
        }
        return member(primary());
    }

    private CelNode member(CelNode start) {
        CelNode node = start;
        while (true) {
            CelNode from = node;
            int at = peek().at();
            if (take(".")) {
                boolean optional = take("?");
                Token name = peek();
                if (name.kind() != Kind.NAME) {
                    throw new CelException(name.at(), "no viable alternative at input '." + name.text() + "'");
                }
                position++;
                if (take("(")) {
                    node = call(from, name.text());
                } else {
                    CelNode selected = optional
                            ? scope -> CelValues.optional(from.value(scope), name.text())
                            : scope -> CelValues.field(from.value(scope), name.text());
                    node = selected.typed(typing -> {
                        CelType type = typing.field(from.type(typing), name.text(), at);
                        return optional ? CelType.DYN : type;
                    });
                }
            } else if (take("[")) {
                boolean optional = take("?");
                CelNode index = expression();
                need("]");
                CelNode indexed = optional
                        ? scope -> CelValues.optional(from.value(scope), index.value(scope))
                        : scope -> CelValues.index(from.value(scope), index.value(scope));
                node = indexed.typed(typing -> {
                    index.type(typing);
                    CelType element = from.type(typing).element();
                    return optional ? CelType.DYN : element;
                });
            } else {
                return node;
            }
        }
    }

    private CelNode call(CelNode target, String name) {
        if (!MACROS.contains(name)) {
            List<CelNode> arguments = list(")");
            CelNode called = scope -> CelValues.call(name, target.value(scope), values(arguments, scope));
            return called.typed(typing -> {
                target.type(typing);
                arguments.forEach(argument -> argument.type(typing));
                return RESULTS.getOrDefault(name, CelType.DYN);
            });
        }
        String variable = peek().text();
        position++;
        need(",");
        bound.push(variable);
        CelNode first = expression();
        CelNode second = take(",") ? expression() : null;
        bound.pop();
        need(")");
        CelNode macro = scope -> CelValues.macro(name, target.value(scope), variable, first, second, scope);
        return macro.typed(typing -> {
            CelType over = target.type(typing);
            CelType each = over.name().equals("map") ? CelType.STRING : over.element();
            typing.with(variable, each, () -> {
                if (second != null) {
                    second.type(typing);
                }
                return first.type(typing);
            });
            return name.equals("filter") ? over : name.equals("map") ? CelType.DYN : CelType.BOOL;
        });
    }

    private List<CelNode> list(String end) {
        List<CelNode> nodes = new ArrayList<>();
        while (!take(end)) {
            nodes.add(expression());
            if (!take(",")) {
                need(end);
                break;
            }
        }
        return nodes;
    }

    private static List<Object> values(List<CelNode> nodes, CelScope scope) {
        List<Object> values = new ArrayList<>();
        nodes.forEach(node -> values.add(node.value(scope)));
        return values;
    }

    private CelNode primary() {
        Token token = peek();
        position++;
        switch (token.kind()) {
            case TEXT:
                CelNode text = scope -> token.text();
                return text.typed(typing -> CelType.STRING);
            case LONG:
                Long whole = Long.valueOf(token.text());
                CelNode number = scope -> whole;
                return number.typed(typing -> CelType.INT);
            case DOUBLE:
                Double decimal = Double.valueOf(token.text());
                CelNode fraction = scope -> decimal;
                return fraction.typed(typing -> CelType.DOUBLE);
            case NAME:
                return name(token);
            default:
                break;
        }
        switch (token.text()) {
            case "(" -> {
                CelNode inner = expression();
                need(")");
                return inner;
            }
            case "[" -> {
                List<CelNode> elements = list("]");
                CelNode all = scope -> values(elements, scope);
                return all.typed(typing -> {
                    elements.forEach(element -> element.type(typing));
                    return CelType.DYN;
                });
            }
            case "{" -> {
                return map();
            }
            case "." -> {
                return primary();
            }
            default ->
                throw new CelException(token.at(), "mismatched input '" + token.text() + "' expecting " + EXPECTED);
        }
    }

    private CelNode map() {
        Map<CelNode, CelNode> entries = new LinkedHashMap<>();
        while (!take("}")) {
            CelNode key = expression();
            need(":");
            entries.put(key, expression());
            if (!take(",")) {
                need("}");
                break;
            }
        }
        return scope -> {
            Map<Object, Object> map = new LinkedHashMap<>();
            entries.forEach((key, value) -> map.put(key.value(scope), value.value(scope)));
            return map;
        };
    }

    private CelNode name(Token token) {
        switch (token.text()) {
            case "true", "false":
                Boolean truth = Boolean.valueOf(token.text());
                CelNode constant = scope -> truth;
                return constant.typed(typing -> CelType.BOOL);
            case "null":
                return scope -> null;
            default:
                break;
        }
        if (take("(")) {
            if (!FUNCTIONS.contains(token.text())) {
                names.putIfAbsent(token.text(), token.at());
            }
            if (token.text().equals("has")) {
                return has();
            }
            List<CelNode> arguments = list(")");
            CelNode called = scope -> CelValues.function(token.text(), values(arguments, scope));
            return called.typed(typing -> {
                arguments.forEach(argument -> argument.type(typing));
                return RESULTS.getOrDefault(token.text(), CelType.DYN);
            });
        }
        if (!bound.contains(token.text())
                && !Set.of(
                                "int",
                                "string",
                                "bool",
                                "double",
                                "uint",
                                "list",
                                "map",
                                "bytes",
                                "null_type",
                                "type",
                                "optional")
                        .contains(token.text())) {
            names.putIfAbsent(token.text(), token.at());
        }
        CelNode variable = scope -> scope.get(token.text());
        return variable.typed(typing -> typing.variable(token.text()));
    }

    private CelNode has() {
        int start = position;
        CelNode whole = expression();
        int end = position;
        need(")");
        if (end < start + 3 || !tokens.get(end - 2).text().equals(".")) {
            throw new CelException(tokens.get(start).at(), "invalid argument to has() macro");
        }
        String field = tokens.get(end - 1).text();
        int stop = position;
        Token dot = tokens.set(end - 2, new Token(Kind.END, "<EOF>", 0));
        position = start;
        CelNode parent = expression();
        tokens.set(end - 2, dot);
        position = stop;
        int at = dot.at();
        CelNode present = scope -> CelValues.has(parent.value(scope), field);
        return present.typed(typing -> {
            typing.field(parent.type(typing), field, at);
            return CelType.BOOL;
        });
    }
}
