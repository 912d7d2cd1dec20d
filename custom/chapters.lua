-- Reads each source alone, then joins them, so that two chapters may both use [^1]
-- and a link may still lead from one chapter to another. Each source comes as a Div of class
-- `source`, with the file's name; the filter `divisions` takes the Divs off again.
--
-- A comment, `{>>AQ: is this so?<<}`, is taken out before: no edition prints it. As in
-- octavo/book/comments.py, with whose cases it is tested, pandoc itself says which marks are
-- comments: the text is read once with a stand-in for each.
local OPENS, CLOSES, FORMAT = '{>>', '<<}', 'markdown-smart'
local STAND_IN = 0xF0000
local BEFORE = {'(', '[', '{', '\u{201C}', '\u{2018}'}

local function marks_of(text)
  local marks, at = {}, 1
  while true do
    local start = text:find('[{<][><][><}]', at)
    if not start then return marks end
    local mark = text:sub(start, start + 2)
    local slashes = #text:sub(1, start - 1):match('\\*$')
    if mark == CLOSES or (mark == OPENS and slashes % 2 == 0) then
      marks[#marks + 1] = {at = start, opens = mark == OPENS}
      at = start + 3
    else
      at = start + 1
    end
  end
end

local function with_stand_ins(text, marks)
  local parts, last = {}, 1
  for number, mark in ipairs(marks) do
    parts[#parts + 1] = text:sub(last, mark.at - 1)
    parts[#parts + 1] = utf8.char(STAND_IN + number):rep(3)
    last = mark.at + 3
  end
  return table.concat(parts) .. text:sub(last)
end

local function each_in(words, marks, see)
  for _, code in utf8.codes(words) do
    local mark = marks[code - STAND_IN]
    if mark then see(mark) end
  end
end

-- Notes of each mark whether it is literal or in a table, and in which block it stands.
local function classify(doc, marks)
  local homes = 0
  local function literal(words)
    each_in(words, marks, function(mark) mark.literal = true end)
  end
  local function text(el) literal(el.text) end
  local function home(el)
    homes = homes + 1
    each_in(pandoc.utils.stringify(el), marks, function(mark) mark.home = mark.home or homes end)
  end
  local function cells(el)
    el:walk({Plain = function(p)
      each_in(pandoc.utils.stringify(p), marks, function(mark) mark.in_table = true end)
    end, Para = function(p)
      each_in(pandoc.utils.stringify(p), marks, function(mark) mark.in_table = true end)
    end})
  end
  doc:walk({
    Code = text, CodeBlock = text, Math = text, RawInline = text, RawBlock = text,
    Link = function(el) literal(el.target) end, Image = function(el) literal(el.src) end,
    Para = home, Plain = home, Header = home, LineBlock = home, Table = cells,
  })
end

local function is_whole(text, one, other)
  local inside = text:sub(one.at, other.at - 1):gsub('\r', '')
  local broken = inside:find(one.in_table and '\n' or '\n[ \t>]*\n')
  return one.home == other.home and not broken
end

local function one_of(signs, text, stop)
  for _, sign in ipairs(signs) do
    if text:sub(stop - #sign + 1, stop) == sign then return true end
  end
end

-- Returns what is cut, from and to, and what stands there instead.
local function cut(text, mark, stop)
  local start = mark.at
  if mark.in_table then
    return start, stop, (' '):rep(utf8.len(text, start, stop) or stop - start + 1)
  end
  local first = start - #text:sub(1, start - 1):match('[ \t]*$')
  local _, last = text:find('^[ \t]*', stop + 1)
  local opens_line = first == 1 or text:sub(first - 1, first - 1) == '\n'
  local _, newline = text:find('^\r?\n', last + 1)
  if opens_line and (newline or last == #text) then return first, newline or last, '' end
  if opens_line or one_of(BEFORE, text, first - 1) then
    return start, newline and stop or last, ''
  end
  local is_followed = stop == #text or text:find('^[.,;:!?)%]} \t\r\n]', stop + 1)
  return is_followed and first or start, stop, ''
end

-- Returns the comments; those that stand side by side are one.
local function paired(text, marks)
  local found, waiting = {}, nil
  for _, mark in ipairs(marks) do
    if mark.opens and not mark.literal then
      if not (waiting and is_whole(text, waiting, mark)) then waiting = mark end
    elseif waiting and not mark.literal then
      if is_whole(text, waiting, mark) then
        local last = found[#found]
        local beside = last and not waiting.in_table
          and text:sub(last.stop + 1, waiting.at - 1):find('^[ \t]*$')
        if not beside then
          last = {mark = waiting}
          found[#found + 1] = last
        end
        last.stop = mark.at + 2
      end
      waiting = nil
    end
  end
  return found
end

local function without_comments(text, opts)
  local marks = marks_of(text)
  classify(pandoc.read(with_stand_ins(text, marks), FORMAT, opts), marks)
  local parts, behind = {}, 1
  for _, one in ipairs(paired(text, marks)) do
    local first, last, fill = cut(text, one.mark, one.stop)
    parts[#parts + 1] = text:sub(behind, first - 1) .. fill
    behind = last + 1
  end
  return table.concat(parts) .. text:sub(behind)
end

function Reader(sources, opts)
  local doc = pandoc.Pandoc({})
  for _, source in ipairs(sources) do
    local text = source.text
    if text:find(OPENS, 1, true) then text = without_comments(text, opts) end
    local one = pandoc.read(text, FORMAT, opts)
    doc.blocks:insert(pandoc.Div(one.blocks, pandoc.Attr('', {'source'}, {{'name', source.name}})))
  end
  return doc
end
