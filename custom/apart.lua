-- Reads several sources, or writes several texts, in one run of pandoc: each as it would be alone,
-- in a Div of its own. A start of pandoc costs as much as some pages do.
--
-- FORMAT and WRITER are those of octavo/pandoc.py and octavo/manuscripts/folder/rewrite.py. Unlike
-- chapters.lua it takes no comments out: what is read here has just been written.
local FORMAT = 'markdown-smart'
local WRITER = 'markdown-smart-raw_html-raw_attribute'
local BETWEEN = '\u{1E}'

function Reader(sources, opts)
  local blocks = pandoc.Blocks({})
  for _, source in ipairs(sources) do
    blocks:insert(pandoc.Div(pandoc.read(source.text, FORMAT, opts).blocks))
  end
  return pandoc.Pandoc(blocks)
end

function Writer(doc, opts)
  local texts = {}
  for number, div in ipairs(doc.blocks) do
    texts[number] = pandoc.write(pandoc.Pandoc(div.content), WRITER, opts)
  end
  return table.concat(texts, BETWEEN)
end
