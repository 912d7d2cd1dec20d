-- Reads each source alone, then joins them, so that two chapters may both use [^1]
-- and a link may still lead from one chapter to another. Each source comes as a Div of class
-- `source`, with the file's name; the filter `divisions` takes the Divs off again.
function Reader(sources, opts)
  local doc = pandoc.Pandoc({})
  for _, source in ipairs(sources) do
    local one = pandoc.read(source.text, 'markdown-smart', opts)
    doc.blocks:insert(pandoc.Div(one.blocks, pandoc.Attr('', {'source'}, {{'name', source.name}})))
  end
  return doc
end
