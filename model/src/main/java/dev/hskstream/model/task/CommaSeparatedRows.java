package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into rows and cells according to RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180). A cell that begins
 * with a quotation mark ends with the next one; a doubled mark inside stands for one. Rows end with LF or CR LF. A
 * carriage return alone is refused outside quotation marks, because programs interpret it differently.
 */
final class CommaSeparatedRows {
    private static final int END = -1;

    private final Path file;
    private final Reader text;
    private int ahead;
    private long line = 1;
    private long rowLine = 1;

    CommaSeparatedRows(Path file, Reader text) throws IOException {
        this.file = file;
        this.text = text;
        this.ahead = text.read();
    }

    boolean hasNext() {
        return ahead != END;
    }

    Row next() throws IOException {
        rowLine = line;
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (ahead == ',') {
            take();
            cells.add(cell());
        }
        endOfLine();
        return new Row(file, rowLine, cells);
    }

    private void endOfLine() throws IOException {
        if (ahead == '\r') {
            take();
            if (ahead != '\n' && ahead != END) {
                throw malformed("there is a carriage return in line " + line
                        + " that ends no line; remove it, or put the cell in quotation marks");
            }
        }
        if (ahead == '\n') {
            take();
        }
    }

    private String cell() throws IOException {
        return ahead == '"' ? quoted() : bare();
    }

    private String bare() throws IOException {
        StringBuilder cell = new StringBuilder();
        while (ahead != ',' && ahead != '\n' && ahead != '\r' && ahead != END) {
            cell.append((char) take());
        }
        return cell.toString();
    }

    private String quoted() throws IOException {
        long opened = line;
        take();
        StringBuilder cell = new StringBuilder();
        while (true) {
            if (ahead == END) {
                throw malformed("the quotation mark that opens a cell in line " + opened + " is never closed");
            }
            char next = (char) take();
            if (next != '"') {
                cell.append(next);
            } else if (ahead == '"') {
                cell.append((char) take());
            } else {
                break;
            }
        }
        while (ahead == ' ' || ahead == '\t') {
            take();
        }
        if (ahead != ',' && ahead != '\n' && ahead != '\r' && ahead != END) {
            throw malformed("a cell whose quotation marks open in line " + opened + " and close in line " + line
                    + " goes on after them; double the marks that are part of the text, or one is missing before");
        }
        return cell.toString();
    }

    private int take() throws IOException {
        int taken = ahead;
        line += taken == '\n' ? 1 : 0;
        ahead = text.read();
        return taken;
    }

    private UserException malformed(String reason) {
        return new UserException(file + ":" + rowLine + ": malformed row: " + reason);
    }
}
